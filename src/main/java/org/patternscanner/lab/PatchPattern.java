package org.patternscanner.lab;

import java.util.function.ToDoubleFunction;

/** What there can be to see in a patch, as simple as it can be measured. */
enum PatchPattern {
    BRIGHT("areas that are all ink, or all light", patch -> weighted(patch, (row, column) -> 1)),
    VERTICAL_EDGE(
            "vertical edges, where left and right differ",
            patch -> weighted(patch, (row, column) -> Math.signum(column))),
    HORIZONTAL_EDGE(
            "horizontal edges, where above and below differ",
            patch -> weighted(patch, (row, column) -> Math.signum(row))),
    DIAGONAL_EDGE(
            "diagonal edges, where two opposite corners differ",
            patch ->
                    Math.max(
                            weighted(patch, (row, column) -> Math.signum(row + column)),
                            weighted(patch, (row, column) -> Math.signum(row - column)))),
    SPOT("lines and spots, where the middle differs from what is around it", PatchPattern::spot);

    /** In words, after "on". */
    final String words;

    @SuppressWarnings("ImmutableEnumChecker") // functions of their argument alone
    private final ToDoubleFunction<float[][]> measure;

    PatchPattern(String words, ToDoubleFunction<float[][]> measure) {
        this.words = words;
        this.measure = measure;
    }

    /**
     * How much of it there is, of either sign.
     *
     * @param patch [k][k]
     */
    double in(float[][] patch) {
        return measure.applyAsDouble(patch);
    }

    private static double spot(float[][] patch) {
        double middles = patch.length % 2 == 1 ? 1 : 4;
        double middle = patch.length * patch.length / middles;
        return weighted(
                patch,
                (row, column) -> (Math.abs(row) < 1 && Math.abs(column) < 1 ? middle : 0) - 1);
    }

    private interface Weight {
        /** Rows and columns are counted from the patch's middle. */
        double at(double row, double column);
    }

    private static double weighted(float[][] patch, Weight weight) {
        double middle = (patch.length - 1) / 2.0;
        double sum = 0;
        for (int row = 0; row < patch.length; row++) {
            for (int column = 0; column < patch.length; column++) {
                sum += weight.at(row - middle, column - middle) * patch[row][column];
            }
        }
        return Math.abs(sum);
    }
}
