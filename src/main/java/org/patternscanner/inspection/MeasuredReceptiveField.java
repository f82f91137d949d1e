package org.patternscanner.inspection;

import static java.util.Objects.requireNonNull;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.PokedField;
import org.patternscanner.arithmetic.ReceptiveField.Span;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.network.Parallel;

/**
 * Which pixels change the units of a layer, found by trying each pixel on a trained network.
 *
 * <p>In each of some images every pixel in turn is made white, or black if it was light. A pixel
 * belongs to a unit's field if it changed any of the unit's channels in any of the images: one
 * image is not enough, for a ReLU or a maximum can hide a change. The outputs are those of {@code
 * conv1} and {@code conv2} before ReLU, and of {@code pool1} and {@code pool2} after it.
 *
 * @param step the layer, with its computed field
 * @param changed [unit][pixel], both row by row
 */
public record MeasuredReceptiveField(Step step, boolean[][] changed) {

    private static final int SIDE = LabelledImages.SIDE;
    private static final int PIXELS = LabelledImages.PIXELS;

    /** How many pixels are tried in one batch. */
    private static final int BATCH = 4 * SIDE;

    /**
     * A change below this share of the layer's largest output is rounding: some of libtorch's
     * convolutions transform whole tiles, so that a pixel touches its neighbors' last bits.
     */
    private static final float ROUNDING = 1e-5f;

    /**
     * What one place of the map sees.
     *
     * @param rows from the first row with a pixel that changes it to the last; empty, from 0 to -1,
     *     if there is none
     * @param columns likewise
     * @param pixels how many pixels change it
     * @param agrees whether they are exactly those of its computed field that lie inside the image
     */
    public record Unit(int row, int column, Span rows, Span columns, int pixels, boolean agrees) {}

    /** Images of evenly distributed noise, 784 bytes each: nothing stays dark, or off, in all. */
    public static byte[] noise(int images, long seed) {
        byte[] pixels = new byte[images * PIXELS];
        new Random(seed).nextBytes(pixels);
        return pixels;
    }

    /**
     * Tries an epoch of a run, all layers at once.
     *
     * @param images 784 bytes an image
     * @param imageDone called after each of them
     * @return one a layer whose units have a place, in the network's order
     * @throws IOException if the network cannot be read
     */
    public static List<MeasuredReceptiveField> of(
            Run run, int epoch, byte[] images, Device device, Runnable imageDone)
            throws IOException {
        try (OpenNetwork network = OpenNetwork.load(run, epoch, device)) {
            return of(network, images, imageDone, () -> {});
        }
    }

    /**
     * Tries an open network, all layers at once; this can be broken off.
     *
     * @param beforeBatch called from any thread before each batch, many an image; what it throws
     *     ends the measurement
     */
    public static List<MeasuredReceptiveField> of(
            OpenNetwork network, byte[] images, Runnable imageDone, Runnable beforeBatch) {
        List<MeasuredReceptiveField> fields =
                Architecture.SIMPLE_CNN.spatialSteps().stream()
                        .map(MeasuredReceptiveField::empty)
                        .toList();
        for (int image = 0; image < images.length / PIXELS; image++) {
            int start = image * PIXELS;
            Parallel.map(
                    PIXELS / BATCH,
                    batch -> {
                        beforeBatch.run();
                        return tried(network, images, start, batch * BATCH, fields);
                    });
            imageDone.run();
        }
        return fields;
    }

    private static MeasuredReceptiveField empty(Step step) {
        int units = step.output().height() * step.output().width();
        return new MeasuredReceptiveField(step, new boolean[units][PIXELS]);
    }

    /** Tries some pixels of an image; threads that try others write to other places. */
    private static boolean tried(
            OpenNetwork network,
            byte[] images,
            int start,
            int firstPixel,
            List<MeasuredReceptiveField> fields) {
        byte[] copies = new byte[(BATCH + 1) * PIXELS];
        for (int copy = 0; copy <= BATCH; copy++) {
            System.arraycopy(images, start, copies, copy * PIXELS, PIXELS);
        }
        for (int i = 0; i < BATCH; i++) { // the last copy stays as it is
            int place = i * PIXELS + firstPixel + i;
            copies[place] = (byte) (Byte.toUnsignedInt(copies[place]) < 128 ? 255 : 0);
        }
        try (NDManager manager = network.newManager()) {
            Map<String, NDArray> outputs = network.outputs(network.input(manager, copies));
            for (MeasuredReceptiveField field : fields) {
                field.note(requireNonNull(outputs.get(field.step.layer().name())), firstPixel);
            }
        }
        return true;
    }

    private void note(NDArray maps, int firstPixel) {
        float rounding = ROUNDING * maps.abs().max().getFloat();
        NDArray difference =
                maps.get(":-1").sub(maps.get("-1:")).abs(); // (BATCH, C, rows, columns)
        float[] largest = difference.max(new int[] {1}).toFloatArray(); // of any channel
        int units = changed.length;
        for (int i = 0; i < largest.length; i++) {
            changed[i % units][firstPixel + i / units] |= largest[i] > rounding;
        }
    }

    /** Every place of the map, row by row. */
    public List<Unit> units() {
        List<Unit> units = new ArrayList<>();
        for (int index = 0; index < changed.length; index++) {
            units.add(unit(index / step.output().width(), index % step.output().width()));
        }
        return units;
    }

    /** One place of the map. */
    public Unit unit(int row, int column) {
        boolean[] pixels = changed[row * step.output().width() + column];
        boolean[][] changes = new boolean[SIDE][];
        Span computedRows = step.field().of(row).within(SIDE);
        Span computedColumns = step.field().of(column).within(SIDE);
        boolean agrees = true;
        for (int y = 0; y < SIDE; y++) {
            changes[y] = Arrays.copyOfRange(pixels, y * SIDE, (y + 1) * SIDE);
            for (int x = 0; x < SIDE; x++) {
                boolean inside = contains(computedRows, y) && contains(computedColumns, x);
                agrees &= changes[y][x] == inside;
            }
        }
        PokedField field = new PokedField(changes);
        return new Unit(row, column, field.rows(), field.columns(), field.count(), agrees);
    }

    /** The one in the middle, whose field the padding does not clip. */
    public Unit middle() {
        return unit(step.output().height() / 2, step.output().width() / 2);
    }

    private static boolean contains(Span span, int index) {
        return span.first() <= index && index <= span.last();
    }
}
