package org.patternscanner.arithmetic;

/**
 * Whether probabilities mean what they say: of the images that are read with 90 %, nine in ten
 * should be read right.
 *
 * <p>C. Guo, G. Pleiss, Y. Sun and K. Weinberger, "On Calibration of Modern Neural Networks"
 * (2017): all logits are divided by one number, the temperature, before softmax. That changes no
 * answer, only how sure it is. A network trained with smoothed labels says too little, and gets a
 * temperature below 1.
 */
public final class Calibration {

    private static final int BINS = 15;

    /** Temperatures are looked for from 1/8 to 8: with few images the best might be 0. */
    private static final double WIDEST = 8;

    private static final int HALVINGS = 40;

    private Calibration() {}

    /**
     * The temperature that makes the mean cross-entropy least.
     *
     * @param logits one row an image; of images that the network wasn't trained on
     * @param labels one an image
     */
    public static double temperature(float[][] logits, byte[] labels) {
        // In 1/T the cross-entropy is convex: its slope is 0 at one place only.
        double low = 1 / WIDEST;
        double high = WIDEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (slope(logits, labels, middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 2 / (low + high);
    }

    /** Of the cross-entropy by 1/T: the expected logit less that of the label, summed. */
    private static double slope(float[][] logits, byte[] labels, double inverse) {
        double slope = 0;
        for (int i = 0; i < logits.length; i++) {
            double[] probabilities = Logits.softmax(logits[i], 1 / inverse);
            for (int k = 0; k < probabilities.length; k++) {
                slope += probabilities[k] * logits[i][k];
            }
            slope -= logits[i][labels[i]];
        }
        return slope;
    }

    /** The mean cross-entropy, in nats, of logits that are divided by a temperature. */
    public static double loss(float[][] logits, byte[] labels, double temperature) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            float[] divided = new float[logits[i].length];
            for (int k = 0; k < divided.length; k++) {
                divided[k] = (float) (logits[i][k] / temperature);
            }
            sum += Logits.crossEntropy(divided, labels[i]);
        }
        return sum / logits.length;
    }

    /**
     * The expected calibration error, from 0 to 1: images are sorted into {@value #BINS} bins by
     * the probability of what they were read as; the error is the mean difference of a bin's
     * accuracy and its mean probability, each bin weighted by its number of images.
     */
    public static double error(float[][] logits, byte[] labels, double temperature) {
        double[] difference = new double[BINS];
        for (int i = 0; i < logits.length; i++) {
            int read = Logits.argmax(logits[i]);
            double probability = Logits.softmax(logits[i], temperature)[read];
            int bin = Math.min(BINS - 1, (int) (probability * BINS));
            difference[bin] += probability - (read == labels[i] ? 1 : 0);
        }
        double error = 0;
        for (double sum : difference) {
            error += Math.abs(sum) / logits.length;
        }
        return error;
    }
}
