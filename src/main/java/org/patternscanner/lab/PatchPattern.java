package org.patternscanner.lab;

import java.util.stream.IntStream;

/** What there can be to see in a patch: each is drawn, black and white, at a known place. */
enum PatchPattern {
    BRIGHT("areas that are all ink, or all light") {
        @Override
        double answer(float[][] kernel) {
            return response(kernel, (row, column) -> true);
        }
    },
    VERTICAL_EDGE("vertical edges, where left and right differ") {
        @Override
        double answer(float[][] kernel) {
            return onEdge(kernel, (row, column) -> 2 * column);
        }
    },
    HORIZONTAL_EDGE("horizontal edges, where above and below differ") {
        @Override
        double answer(float[][] kernel) {
            return onEdge(kernel, (row, column) -> 2 * row);
        }
    },
    DIAGONAL_EDGE("diagonal edges, where two opposite corners differ") {
        @Override
        double answer(float[][] kernel) {
            return Math.max(
                    onEdge(kernel, (row, column) -> row + column),
                    onEdge(kernel, (row, column) -> row - column + kernel.length - 1));
        }
    },
    SPOT("lines and spots, where the middle differs from what is around it") {
        @Override
        double answer(float[][] kernel) {
            int last = kernel.length - 1;
            return response(
                    kernel,
                    (row, column) ->
                            Math.abs(2 * row - last) <= 1 && Math.abs(2 * column - last) <= 1);
        }
    };

    /** In words, after "on". */
    final String words;

    PatchPattern(String words) {
        this.words = words;
    }

    /**
     * How strongly a kernel responds where the pattern is drawn, whether above 0 or below.
     *
     * @param kernel [k][k]
     */
    abstract double answer(float[][] kernel);

    private interface Drawing {
        boolean isInk(int row, int column);
    }

    private interface Place {
        int across(int row, int column);
    }

    /** On the mean of both places where an edge that passes the patch's middle may begin. */
    private static double onEdge(float[][] kernel, Place place) {
        int middle = kernel.length - 1;
        return IntStream.of(middle, middle + 1)
                .mapToDouble(
                        from ->
                                response(
                                        kernel, (row, column) -> place.across(row, column) >= from))
                .average()
                .orElseThrow();
    }

    private static double response(float[][] kernel, Drawing drawing) {
        int side = kernel.length;
        return Math.abs(
                IntStream.range(0, side * side)
                        .filter(i -> drawing.isInk(i / side, i % side))
                        .mapToDouble(i -> kernel[i / side][i % side])
                        .sum());
    }
}
