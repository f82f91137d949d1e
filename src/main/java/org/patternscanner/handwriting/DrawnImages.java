package org.patternscanner.handwriting;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.digit.DigitNormalizer;
import org.patternscanner.digit.NoDigitsException;
import org.patternscanner.image.Picture;

/** Drawn digits as 28 x 28 images to train on. */
public final class DrawnImages {

    /** To draw more would take a training's start longer than they are worth to it. */
    private static final int DIFFERENT = 2000;

    /** Of all drawn images: so many are signs that are no digit. */
    private static final double SIGNS = 1 / 3.0;

    private DrawnImages() {}

    /**
     * Draws with the pens that a training may see, and normalizes as any picture: digits of the
     * habits that it may see, each equally often, beyond {@value #DIFFERENT} the same ones again;
     * and signs that are no digit. Each of those comes ten times, as every digit once, so that it
     * is best answered with one in ten for each.
     *
     * <p>D. Hendrycks, M. Mazeika and T. Dietterich, "Deep Anomaly Detection with Outlier Exposure"
     * (2019): what is no digit is to be answered evenly.
     *
     * @param seed equal seeds give equal images
     */
    public static LabelledImages of(int count, long seed) {
        int signs = (int) (SIGNS * count / LabelledImages.CLASSES);
        LabelledImages digits = digits(count - LabelledImages.CLASSES * signs, seed);
        return signs == 0 ? digits : digits.and(signs(signs, seed));
    }

    private static LabelledImages digits(int count, long seed) {
        List<Habit> habits = Habit.forTraining();
        int different = Math.min(count, DIFFERENT);
        List<byte[]> images =
                images(
                        different,
                        seed,
                        habits,
                        (habit, pen, one) -> DrawnDigit.draw(habit, pen, one));
        byte[] labels = new byte[different];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) habits.get(i % habits.size()).digit();
        }
        return new LabelledImages(LabelledImages.joined(images), labels)
                .select(IntStream.range(0, count).map(i -> i % DIFFERENT).toArray());
    }

    private static LabelledImages signs(int count, long seed) {
        List<byte[]> images =
                images(
                        count,
                        seed,
                        Sign.forTraining(),
                        (sign, pen, one) -> DrawnDigit.draw(sign, pen, one));
        int all = count * LabelledImages.CLASSES;
        byte[] labels = new byte[all];
        for (int i = 0; i < all; i++) {
            labels[i] = (byte) (i % LabelledImages.CLASSES);
        }
        LabelledImages once = new LabelledImages(LabelledImages.joined(images), new byte[count]);
        int[] tenTimes = IntStream.range(0, all).map(i -> i / LabelledImages.CLASSES).toArray();
        return new LabelledImages(once.select(tenTimes).pixels(), labels);
    }

    private interface Drawing<T> {
        Picture of(T kind, Pen pen, long seed);
    }

    private static <T> List<byte[]> images(
            int count, long seed, List<T> kinds, Drawing<T> drawing) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> image(kinds.get(i % kinds.size()), seed * DIFFERENT + i, drawing))
                .toList();
    }

    private static <T> byte[] image(T kind, long seed, Drawing<T> drawing) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Pen> pens = Pen.forTraining();
        while (true) {
            Pen pen = pens.get(random.nextInt(pens.size()));
            try {
                return DigitNormalizer.normalize(drawing.of(kind, pen, random.nextLong())).pixels();
            } catch (NoDigitsException e) {
                // Too small and too faint: the next one will do.
            }
        }
    }
}
