package org.patternscanner.lab;

/** What there can be to see in a patch, as simple as it can be measured. */
enum PatchPattern {
    BRIGHT("areas that are all ink, or all light") {
        @Override
        double in(float[][] patch) {
            return weighted(patch, (row, column) -> 1);
        }
    },
    VERTICAL_EDGE("vertical edges, where left and right differ") {
        @Override
        double in(float[][] patch) {
            return weighted(patch, (row, column) -> Math.signum(column));
        }
    },
    HORIZONTAL_EDGE("horizontal edges, where above and below differ") {
        @Override
        double in(float[][] patch) {
            return weighted(patch, (row, column) -> Math.signum(row));
        }
    },
    DIAGONAL_EDGE("diagonal edges, where two opposite corners differ") {
        @Override
        double in(float[][] patch) {
            double rising = weighted(patch, (row, column) -> Math.signum(row + column));
            double falling = weighted(patch, (row, column) -> Math.signum(row - column));
            return Math.max(rising, falling);
        }
    },
    SPOT("lines and spots, where the middle differs from what is around it") {
        @Override
        double in(float[][] patch) {
            int n = patch.length * patch.length;
            int middles = patch.length % 2 == 1 ? 1 : 4;
            return weighted(
                    patch,
                    (row, column) ->
                            (Math.abs(row) < 1 && Math.abs(column) < 1 ? (double) n / middles : 0)
                                    - 1);
        }
    };

    /** In words, after "on". */
    final String words;

    PatchPattern(String words) {
        this.words = words;
    }

    /**
     * How much of it there is, of either sign.
     *
     * @param patch [k][k]
     */
    abstract double in(float[][] patch);

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
