package org.patternscanner.inspection;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.Patterns.Maximum;
import org.patternscanner.inspection.Patterns.Search;

/**
 * Finds inputs that excite units: it follows the gradient of a unit's activation by the pixels (D.
 * Erhan et al., Visualizing Higher-Layer Features of a Deep Network, 2009). Of a convolution's
 * channel, that is the unit in the middle of the map.
 *
 * <p>Unguided, it ends in noise that excites a unit more than any digit. What keeps the pictures
 * readable is that of J. Yosinski et al., Understanding Neural Networks Through Deep Visualization,
 * 2015, and C. Olah, A. Mordvintsev and L. Schubert, Feature Visualization, Distill 2017:
 *
 * <ul>
 *   <li>Blur: the picture is a canvas seen through a Gaussian of standard deviation b, so that it
 *       has no detail finer than a pen.
 *   <li>Jitter: before each step the picture is shifted at random by up to j pixels both ways.
 *   <li>Decay: each step takes a share of the ink away that is not needed.
 * </ul>
 *
 * <p>The canvas starts as noise between 0 and 0.1, black being 0 and white 1. There are 128 steps.
 * Step t = 0, 1, ... multiplies the canvas by 1 - ds, adds its gradient, scaled to the Euclidean
 * length s = 2(1 - t/128), and cuts what then lies below 0 or above 1. For conv1 there are no
 * guides, for it is linear and its field of 3x3 too small for noise; for conv2 b = 0.45, for a
 * wider pen cannot draw what excites it (with 0.5, training images excite a third of its units
 * more); for units that see the whole image b = 0.8, j = 2 and d = 0.02.
 */
final class GradientAscent {

    static final int STEPS = 128;

    private static final float WHITE = 255;
    private static final float START = 0.1f * WHITE;
    private static final float LENGTH = 2 * WHITE;

    private static final int SIDE = LabelledImages.SIDE;
    private static final int PIXELS = LabelledImages.PIXELS;

    /**
     * What keeps the picture readable.
     *
     * @param jitter in pixels
     * @param decay a step, for each time that white is the step's length
     */
    private record Guides(Blur blur, int jitter, double decay) {

        static Guides of(String layer) {
            return switch (layer) {
                case "conv1" -> new Guides(Blur.NONE, 0, 0);
                case "conv2" -> new Guides(Blur.gaussian(0.45), 0, 0);
                default -> new Guides(Blur.gaussian(0.8), 2, 0.02);
            };
        }
    }

    private final OpenNetwork network;
    private final Search search;
    private final Architecture.Step step;
    private final int[] units;
    private final Guides guides;
    private final float[]
            chosen; // 1 where a picture's own unit is, of (B, channels, rows, columns)

    private GradientAscent(OpenNetwork network, Search search) {
        this.network = network;
        this.search = search;
        step = search.step();
        units = search.units();
        guides = Guides.of(search.layer());
        chosen = chosen();
    }

    /**
     * Climbs for all units at once, each with a picture of its own.
     *
     * @param progress is told 0 after each step
     */
    static List<Maximum> maxima(OpenNetwork network, Search search, IntConsumer progress) {
        return new GradientAscent(network, search).maxima(progress);
    }

    private float[] chosen() {
        int places = step.output().height() * step.output().width();
        float[] ones = new float[units.length * step.output().size()];
        for (int i = 0; i < units.length; i++) {
            int map = i * step.output().channels() + units[i];
            ones[map * places + middle()] = 1;
        }
        return ones;
    }

    private int middle() {
        return middleRow() * step.output().width() + middleColumn();
    }

    private int middleRow() {
        return step.output().height() / 2;
    }

    private int middleColumn() {
        return step.output().width() / 2;
    }

    private List<Maximum> maxima(IntConsumer progress) {
        float[][] canvases = Arrays.stream(units).mapToObj(this::start).toArray(float[][]::new);
        float[] before = activations(pictures(canvases));
        Random random = new Random(search.seed());
        for (int t = 0; t < STEPS; t++) {
            climb(canvases, 1 - t / (float) STEPS, random);
            progress.accept(0);
        }
        byte[][] pictures = pictures(canvases);
        float[] after = activations(pictures);
        Field field = Field.of(step, middleRow(), middleColumn());
        return IntStream.range(0, units.length)
                .mapToObj(i -> new Maximum(before[i], after[i], field.crop(pictures[i])))
                .toList();
    }

    /** Noise that depends on the unit alone, not on those beside it. */
    private float[] start(int unit) {
        Random random = new Random(31 * search.seed() + unit);
        float[] canvas = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            canvas[i] = random.nextFloat() * START;
        }
        return canvas;
    }

    private void climb(float[][] canvases, float scale, Random random) {
        int down = shift(random);
        int right = shift(random);
        float[] shown = new float[canvases.length * PIXELS];
        for (int i = 0; i < canvases.length; i++) {
            float[] picture = shifted(guides.blur.of(canvases[i]), down, right);
            System.arraycopy(picture, 0, shown, i * PIXELS, PIXELS);
        }
        float[] slopes = gradient(shown);
        for (int i = 0; i < canvases.length; i++) {
            float[] slope = Arrays.copyOfRange(slopes, i * PIXELS, (i + 1) * PIXELS);
            // The blur's matrix is symmetric, so its way back is the blur again.
            add(canvases[i], guides.blur.of(shifted(slope, -down, -right)), scale);
        }
    }

    private int shift(Random random) {
        return random.nextInt(2 * guides.jitter + 1) - guides.jitter;
    }

    private void add(float[] canvas, float[] slope, float scale) {
        double squares = 0;
        for (float value : slope) {
            squares += value * value;
        }
        float factor = squares == 0 ? 0 : (float) (scale * LENGTH / Math.sqrt(squares));
        float kept = (float) (1 - guides.decay * scale * LENGTH / WHITE);
        for (int i = 0; i < PIXELS; i++) {
            float value = kept * canvas[i] + factor * slope[i];
            canvas[i] = Math.max(0, Math.min(WHITE, value));
        }
    }

    /** What comes in from outside is black. */
    private static float[] shifted(float[] picture, int down, int right) {
        float[] shifted = new float[PIXELS];
        for (int row = Math.max(0, down); row < Math.min(SIDE, SIDE + down); row++) {
            for (int column = Math.max(0, right); column < Math.min(SIDE, SIDE + right); column++) {
                shifted[row * SIDE + column] = picture[(row - down) * SIDE + column - right];
            }
        }
        return shifted;
    }

    /** The canvases as they are seen, in whole grays. */
    private byte[][] pictures(float[][] canvases) {
        byte[][] pictures = new byte[canvases.length][PIXELS];
        for (int i = 0; i < canvases.length; i++) {
            float[] seen = guides.blur.of(canvases[i]);
            for (int j = 0; j < PIXELS; j++) {
                pictures[i][j] = (byte) Math.round(seen[j]);
            }
        }
        return pictures;
    }

    private float[] activations(byte[][] pictures) {
        byte[] pixels = LabelledImages.joined(List.of(pictures));
        try (NDManager manager = network.newManager()) {
            NDArray ownOnly = ownUnits(network.input(manager, pixels));
            return ownOnly.reshape(pictures.length, -1).sum(new int[] {1}).toFloatArray();
        }
    }

    private float[] gradient(float[] pictures) {
        Shape shape = new Shape(units.length, SIDE, SIDE, 1);
        try (NDManager manager = network.newManager()) {
            NDArray grays = manager.create(pictures, shape);
            NDArray images = network.classifier().normalization().apply(grays);
            return OpenNetwork.gradient(images, this::ownUnits).toFloatArray();
        }
    }

    /** The layer's output with 0 everywhere but at each picture's own unit. */
    private NDArray ownUnits(NDArray images) {
        NDArray output = requireNonNull(network.outputs(images).get(search.layer()));
        return output.mul(images.getManager().create(chosen, output.getShape()));
    }
}
