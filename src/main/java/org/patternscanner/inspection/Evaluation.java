package org.patternscanner.inspection;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.patternscanner.arithmetic.Calibration;
import org.patternscanner.arithmetic.Logits;
import org.patternscanner.arithmetic.Proportion;
import org.patternscanner.arithmetic.Score;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.network.Classifier;

/**
 * How a network reads a set of images whose labels are known.
 *
 * @param score accuracy and mean loss, before any temperature
 * @param confusion how often each truth (first index) was read as each digit (second index)
 * @param mistakes the images that were read wrong, the surest mistakes first
 * @param confidence how far the probabilities can be trusted
 */
public record Evaluation(
        Score score, int[][] confusion, List<Mistake> mistakes, Confidence confidence) {

    /**
     * How far probabilities are from what they promise: {@link Calibration}.
     *
     * @param temperature that logits are divided by
     * @param errorWithout the expected calibration error of the network as it was trained
     * @param error the same with the temperature, as predictions are given
     * @param loss the mean loss with the temperature; the {@link Evaluation#score} has it without
     */
    public record Confidence(double temperature, double errorWithout, double error, double loss) {}

    /**
     * An image that was read wrong.
     *
     * @param index in the set, the first is 0
     * @param truth its label
     * @param read what the network took it for
     * @param probability that the network gave to {@code read}
     */
    public record Mistake(int index, int truth, int read, double probability) {}

    /**
     * How one digit fares.
     *
     * @param precision of the images read as this digit, the share that are it
     * @param recall of the images of this digit, the share that were read as it
     */
    public record PerDigit(int digit, Proportion precision, Proportion recall) {}

    public Evaluation {
        mistakes = List.copyOf(mistakes);
    }

    /**
     * Measures an epoch of a run.
     *
     * @throws IOException if it cannot be read
     */
    public static Evaluation of(Run run, int epoch, LabelledImages images, Device device)
            throws IOException {
        float[][] logits = logits(run, epoch, images, device);
        return of(logits, images.labels(), run.info().temperature(epoch));
    }

    /**
     * An epoch's predictions: ten logits for each image, before any temperature.
     *
     * @throws IOException if it cannot be read
     */
    public static float[][] logits(Run run, int epoch, LabelledImages images, Device device)
            throws IOException {
        try (Classifier classifier = run.load(epoch, device)) {
            float[][] logits = classifier.logits(images.pixels());
            Prediction.requireFinite(logits);
            return logits;
        }
    }

    /**
     * Counts what was read right and wrong.
     *
     * @param logits ten an image
     * @param labels one an image
     * @param temperature that makes the probabilities from logits
     */
    public static Evaluation of(float[][] logits, byte[] labels, double temperature) {
        int[][] confusion = new int[LabelledImages.CLASSES][LabelledImages.CLASSES];
        List<Mistake> mistakes = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            int read = Logits.argmax(logits[i]);
            confusion[labels[i]][read]++;
            if (read != labels[i]) {
                double probability = Logits.softmax(logits[i], temperature)[read];
                mistakes.add(new Mistake(i, labels[i], read, probability));
            }
        }
        mistakes.sort((a, b) -> Double.compare(b.probability, a.probability));
        Confidence confidence =
                new Confidence(
                        temperature,
                        Calibration.error(logits, labels, 1),
                        Calibration.error(logits, labels, temperature),
                        Calibration.loss(logits, labels, temperature));
        return new Evaluation(Score.of(logits, labels), confusion, mistakes, confidence);
    }

    /** One row a digit. */
    public List<PerDigit> perDigit() {
        List<PerDigit> rows = new ArrayList<>();
        for (int digit = 0; digit < confusion.length; digit++) {
            int right = confusion[digit][digit];
            int are = 0;
            int read = 0;
            for (int other = 0; other < confusion.length; other++) {
                are += confusion[digit][other];
                read += confusion[other][digit];
            }
            rows.add(new PerDigit(digit, new Proportion(right, read), new Proportion(right, are)));
        }
        return rows;
    }
}
