package org.patternscanner.handwriting;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.digit.DigitNormalizer;
import org.patternscanner.digit.NoDigitsException;
import org.patternscanner.image.Picture;

/** Drawn digits as 28 x 28 images to train on. */
public final class DrawnImages {

    /** To draw more would take a training's start longer than they are worth to it. */
    private static final int DIFFERENT = 2000;

    private DrawnImages() {}

    /**
     * Draws with the pens that a training may see, and normalizes as any picture: digits of the
     * habits that it may see, each equally often, beyond {@value #DIFFERENT} the same ones again;
     * and, for one half, signs that are no digit. Those are labeled as every digit equally often,
     * whatever they show, so that they are best answered with one in ten for each.
     *
     * <p>D. Hendrycks, M. Mazeika and T. Dietterich, "Deep Anomaly Detection with Outlier Exposure"
     * (2019): what is no digit is to be answered evenly.
     *
     * @param seed equal seeds give equal images
     */
    public static LabelledImages of(int count, long seed) {
        int signs = count / 2 / LabelledImages.CLASSES * LabelledImages.CLASSES;
        LabelledImages digits = digits(count - signs, seed);
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

    /** Every second ten are scribbles, which differ more than all other signs. */
    private static LabelledImages signs(int count, long seed) {
        List<Sign> kinds =
                Sign.forTraining().stream()
                        .flatMap(sign -> Stream.of(sign, Sign.SCRIBBLE))
                        .flatMap(sign -> Collections.nCopies(LabelledImages.CLASSES, sign).stream())
                        .toList();
        List<byte[]> images =
                images(count, seed, kinds, (sign, pen, one) -> DrawnDigit.draw(sign, pen, one));
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % LabelledImages.CLASSES);
        }
        return new LabelledImages(LabelledImages.joined(images), labels);
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
