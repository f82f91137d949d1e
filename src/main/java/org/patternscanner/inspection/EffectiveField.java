package org.patternscanner.inspection;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.ReceptiveField.Span;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.network.Gradients;
import org.patternscanner.network.Parallel;

/**
 * How much each pixel of its receptive field matters to a unit in the middle of a layer's map (Luo,
 * Li, Urtasun and Zemel, Understanding the Effective Receptive Field in Deep Convolutional Neural
 * Networks, 2016).
 *
 * <p>A pixel's energy is the square of the gradient of one channel of the unit with respect to the
 * pixel, summed over the layer's channels, and the mean of that over some images. So channels that
 * pull in opposite directions do not cancel, and neither do images. The outputs are those of {@code
 * conv1} and {@code conv2} before ReLU, and of {@code pool1} and {@code pool2} after it: there a
 * channel that ReLU holds at 0 adds nothing.
 *
 * @param step the layer
 * @param row the unit's
 * @param column the unit's
 * @param energy [28][28], as shares of the whole: they add up to 1, or are all 0 where no gradient
 *     ever reaches a pixel
 */
public record EffectiveField(Step step, int row, int column, float[][] energy) {

    private static final int SIDE = LabelledImages.SIDE;

    /**
     * Measures an epoch of a run.
     *
     * @param images 784 bytes an image
     * @param imageDone called after each image of each layer, by several threads
     * @return one a layer whose units have a place, in the network's order
     * @throws IOException if the network cannot be read
     */
    public static List<EffectiveField> of(
            Run run, int epoch, byte[] images, Device device, Runnable imageDone)
            throws IOException {
        List<EffectiveField> fields = new ArrayList<>();
        try (OpenNetwork network = OpenNetwork.load(run, epoch, device)) {
            for (Step step : Architecture.SIMPLE_CNN.spatialSteps()) {
                fields.add(of(network, step, images, imageDone));
            }
        }
        return fields;
    }

    /** The unit's rows of the image, of which the computed field says that they matter. */
    public Span rows() {
        return step.field().of(row);
    }

    /** The unit's columns of the image, as {@link #rows}. */
    public Span columns() {
        return step.field().of(column);
    }

    /**
     * The side of the smallest square in the middle of the field that holds half of the energy; 0
     * where there is none.
     */
    public int half() {
        int size = step.field().size();
        for (int side = 2 - size % 2; side < size; side += 2) {
            if (inner(side) >= 0.5) {
                return side;
            }
        }
        return inner(size) > 0 ? size : 0;
    }

    /** The share of the energy in a square in the middle of the field. */
    public double inner(int side) {
        int border = (step.field().size() - side) / 2;
        double share = 0;
        for (int y = rows().first() + border; y <= rows().last() - border; y++) {
            for (int x = columns().first() + border; x <= columns().last() - border; x++) {
                share += energy[y][x];
            }
        }
        return share;
    }

    private static EffectiveField of(
            OpenNetwork network, Step step, byte[] images, Runnable imageDone) {
        Middle middle = Middle.of(step);
        try (NDManager manager = network.newManager();
                Gradients gradients = Gradients.open()) {
            NDArray parts = network.input(manager, images).get(middle.part());
            List<float[]> energies =
                    Parallel.map(
                            Math.toIntExact(parts.getShape().get(0)),
                            image -> {
                                float[] energy = energy(network, gradients, parts, image, middle);
                                imageDone.run();
                                return energy;
                            });
            return new EffectiveField(step, middle.row, middle.column, middle.shares(energies));
        }
    }

    /**
     * One image's: of a batch of copies, each has the gradient of another channel.
     *
     * @param parts (images, 1, rows, columns)
     * @return [rows x columns] of a part
     */
    private static float[] energy(
            OpenNetwork network, Gradients gradients, NDArray parts, int image, Middle middle) {
        int channels = middle.step.output().channels();
        try (NDManager scope = network.newManager()) {
            NDArray part = parts.get(image);
            part.attach(scope);
            NDArray copies = part.expandDims(0).repeat(0, channels); // (C, 1, rows, columns)
            NDArray ownChannel = scope.eye(channels);
            NDArray gradient =
                    OpenNetwork.gradient(
                            gradients,
                            copies,
                            x ->
                                    network.output(middle.step.layer().name(), x)
                                            .get(middle.unitInPart()) // (C, C)
                                            .mul(ownChannel));
            return gradient.square().sum(new int[] {0}).toFloatArray();
        }
    }

    /**
     * The unit in the middle, and the part of the image that is enough for it: its field, made
     * larger until its edges fall between two units of the layer. What the unit reads in between
     * has fields inside its own, so none of it meets the part's edge and the padding there.
     */
    private record Middle(Step step, int row, int column, Span rows, Span columns) {

        static Middle of(Step step) {
            int row = step.output().height() / 2;
            int column = step.output().width() / 2;
            return new Middle(step, row, column, part(step, row), part(step, column));
        }

        private static Span part(Step step, int index) {
            Span field = step.field().of(index);
            int jump = step.field().jump();
            return new Span(field.first() / jump * jump, (field.last() / jump + 1) * jump - 1);
        }

        String part() {
            return ":, :, %d:%d, %d:%d"
                    .formatted(rows.first(), rows.last() + 1, columns.first(), columns.last() + 1);
        }

        String unitInPart() {
            int jump = step.field().jump();
            return ":, :, %d, %d"
                    .formatted(row - rows.first() / jump, column - columns.first() / jump);
        }

        float[][] shares(List<float[]> energies) {
            double[] sums = new double[rows.size() * columns.size()];
            for (float[] energy : energies) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += energy[i];
                }
            }
            double all = Arrays.stream(sums).sum();
            float[][] shares = new float[SIDE][SIDE];
            for (int i = 0; i < sums.length && all > 0; i++) {
                int y = rows.first() + i / columns.size();
                int x = columns.first() + i % columns.size();
                shares[y][x] = (float) (sums[i] / all);
            }
            return shares;
        }
    }
}
