package org.patternscanner.arithmetic;

/** What a classifier's last layer says, and what is made of it. */
public final class Logits {

    private Logits() {}

    /** Probabilities: e^x of each over the sum of all, computed without overflow. */
    public static double[] softmax(float[] logits) {
        return softmax(logits, 1);
    }

    /** The softmax of logits that are divided by a temperature first: see {@link Calibration}. */
    public static double[] softmax(float[] logits, double temperature) {
        double largest = logits[argmax(logits)];
        double[] probabilities = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = Math.exp((logits[i] - largest) / temperature);
            sum += probabilities[i];
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** The loss of one example, in nats: minus the logarithm of the true class's probability. */
    public static double crossEntropy(float[] logits, int label) {
        double largest = logits[argmax(logits)];
        return largest - logits[label] + Math.log(sumOfPowers(logits, largest));
    }

    /** The class with the largest logit; the first one of equals. */
    public static int argmax(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Whether all are numbers: parameters that are too large make infinity or NaN of them. */
    public static boolean areFinite(float[][] logits) {
        for (float[] image : logits) {
            for (float logit : image) {
                if (!Float.isFinite(logit)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Of e^(x - largest): between 1 and the number of logits, however large they are. */
    private static double sumOfPowers(float[] logits, double largest) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        return sum;
    }
}
