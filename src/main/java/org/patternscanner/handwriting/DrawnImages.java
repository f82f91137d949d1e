package org.patternscanner.handwriting;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.digit.DigitNormalizer;
import org.patternscanner.digit.NoDigitsException;

/** Drawn digits as 28 x 28 images to train on. */
public final class DrawnImages {

    /** To draw more would take a training's start longer than they are worth to it. */
    private static final int DIFFERENT = 2000;

    private DrawnImages() {}

    /**
     * Draws digits of the habits and with the pens that a training may see, each habit equally
     * often, and normalizes them as any picture. Beyond {@value #DIFFERENT} they come again.
     *
     * @param seed equal seeds give equal images
     */
    public static LabelledImages of(int count, long seed) {
        List<Habit> habits = Habit.forTraining();
        List<byte[]> images =
                IntStream.range(0, Math.min(count, DIFFERENT))
                        .parallel()
                        .mapToObj(i -> image(habits.get(i % habits.size()), seed * DIFFERENT + i))
                        .toList();
        byte[] labels = new byte[images.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) habits.get(i % habits.size()).digit();
        }
        return new LabelledImages(LabelledImages.joined(images), labels)
                .select(IntStream.range(0, count).map(i -> i % DIFFERENT).toArray());
    }

    private static byte[] image(Habit habit, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Pen> pens = Pen.forTraining();
        while (true) {
            Pen pen = pens.get(random.nextInt(pens.size()));
            try {
                return DigitNormalizer.normalize(DrawnDigit.draw(habit, pen, random.nextLong()))
                        .pixels();
            } catch (NoDigitsException e) {
                // Too small and too faint: the next one will do.
            }
        }
    }
}
