package org.patternscanner.bench;

import java.util.List;

/** The median of some measurements, and how far they lie apart. */
record Spread(String name, double least, double median, double most) {

    static Spread of(String name, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return new Spread(
                name, sorted.get(0), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    }

    @Override
    public String toString() {
        return "  %8.3f  (%.3f to %.3f)  %s".formatted(median, least, most, name);
    }
}
