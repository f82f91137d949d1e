package org.patternscanner.arithmetic;

/**
 * How well logits fit labels.
 *
 * @param accuracy how many images have their label's logit as the largest
 * @param loss the mean cross-entropy, in nats
 */
public record Score(Proportion accuracy, double loss) {

    /**
     * Scores a set.
     *
     * @param logits one row an image
     * @param labels one an image
     */
    public static Score of(float[][] logits, byte[] labels) {
        int correct = 0;
        double loss = 0;
        for (int i = 0; i < logits.length; i++) {
            correct += Logits.argmax(logits[i]) == labels[i] ? 1 : 0;
            loss += Logits.crossEntropy(logits[i], labels[i]);
        }
        return new Score(new Proportion(correct, logits.length), loss / logits.length);
    }
}
