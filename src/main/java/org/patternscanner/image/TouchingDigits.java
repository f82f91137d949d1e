package org.patternscanner.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Digits that were written into one another, and where they may be parted. */
final class TouchingDigits {

    /** Width over height: two digits aren't narrower. */
    private static final double WIDE = 0.75;

    /** Of the height: no digit but a 1 is narrower, and that stands in a valley. */
    private static final double LEAST_WIDTH = 0.2;

    /** In strokes: where two digits touch, a stroke or two join them. */
    private static final double JOINT = 2.2;

    /** A pixel is ink from here on, of 255. */
    private static final float INK = 128;

    private TouchingDigits() {}

    /**
     * Cuts what may be several digits in a row at its valleys, the columns with least ink.
     *
     * @param digit light ink on 0, cropped to it
     * @return boxes within it from left to right; one for the whole, if there is no valley
     */
    static List<Box> parts(GreyImage digit) {
        List<Box> parts = new ArrayList<>();
        int left = 0;
        for (int cut : cuts(digit)) {
            parts.add(new Box(left, 0, cut, digit.height() - 1));
            left = cut + 1;
        }
        parts.add(new Box(left, 0, digit.width() - 1, digit.height() - 1));
        return parts.stream().map(part -> inkIn(digit, part)).toList();
    }

    private static List<Integer> cuts(GreyImage digit) {
        if (digit.width() < WIDE * digit.height()) {
            return List.of();
        }
        double[] ink = inkInColumns(digit);
        double joint = JOINT * Strokes.width(digit) * digit.longerSide() / 20;
        int apart = Math.max(1, (int) (LEAST_WIDTH * digit.height()));
        List<Integer> cuts = new ArrayList<>();
        IntStream.range(apart, digit.width() - apart)
                .filter(x -> ink[x] <= joint)
                .boxed()
                .sorted(Comparator.comparingDouble(x -> ink[x]))
                .filter(x -> cuts.stream().allMatch(cut -> Math.abs(cut - x) >= apart))
                .forEach(cuts::add);
        return cuts.stream().sorted().toList();
    }

    private static double[] inkInColumns(GreyImage digit) {
        double[] ink = new double[digit.width()];
        for (int x = 0; x < ink.length; x++) {
            for (int y = 0; y < digit.height(); y++) {
                ink[x] += digit.at(x, y) / 255;
            }
        }
        return ink;
    }

    private static Box inkIn(GreyImage digit, Box within) {
        return Box.around(digit.crop(within), INK)
                .map(box -> box.moved(within.left(), within.top()))
                .orElse(within);
    }
}
