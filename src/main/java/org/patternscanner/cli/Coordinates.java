package org.patternscanner.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A place in a map as people type it: numbers from 0, with commas between. */
final class Coordinates {

    private Coordinates() {}

    /**
     * Reads them.
     *
     * @param names what the numbers are, as in "row and column"
     * @param sizes how many rows, columns and so on there are
     * @throws UsageException if there is no such place
     */
    static int[] parse(String option, String text, String names, int... sizes) {
        if (!text.matches("\\d{1,6}(,\\d{1,6}){%d}".formatted(sizes.length - 1))) {
            throw new UsageException(
                    "%s is '%s'; write %s, as in %s.",
                    option, text, names, joined(Arrays.stream(sizes).map(n -> n / 2)));
        }
        int[] place = Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
        if (IntStream.range(0, sizes.length).anyMatch(i -> place[i] >= sizes[i])) {
            throw new UsageException(
                    "%s is %s; %s go from %s to %s.",
                    option,
                    text,
                    names,
                    joined(Arrays.stream(sizes).map(n -> 0)),
                    joined(Arrays.stream(sizes).map(n -> n - 1)));
        }
        return place;
    }

    private static String joined(IntStream numbers) {
        return numbers.mapToObj(String::valueOf).collect(Collectors.joining(","));
    }
}
