package org.patternscanner.arithmetic;

/**
 * Whether two networks that read the same images differ by more than chance (Q. McNemar, Note on
 * the Sampling Error of the Difference between Correlated Proportions, 1947). Only the images count
 * that one of them read right and the other wrong: of networks that are equally good, each would
 * win such an image as a coin falls.
 *
 * @param onlyFirst how many images only the first read right
 * @param onlySecond how many only the second read right
 */
public record McNemar(int onlyFirst, int onlySecond) {

    /** Below this, a difference is called real. */
    public static final double SIGNIFICANT = 0.05;

    public McNemar {
        if (onlyFirst < 0 || onlySecond < 0) {
            throw new IllegalArgumentException("No fewer than 0 images.");
        }
    }

    /**
     * Counts.
     *
     * @param first whether the first network read each image right
     * @param second whether the second reads it right, image by image
     */
    public static McNemar of(boolean[] first, boolean[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "%d images are not %d.".formatted(first.length, second.length));
        }
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int i = 0; i < first.length; i++) {
            if (first[i] && !second[i]) {
                onlyFirst++;
            } else if (second[i] && !first[i]) {
                onlySecond++;
            }
        }
        return new McNemar(onlyFirst, onlySecond);
    }

    /**
     * How probable so uneven a split, or one more uneven, would be if both were equally good: the
     * exact, two-sided binomial test.
     *
     * @return from 0 to 1
     */
    public double pValue() {
        int tosses = onlyFirst + onlySecond;
        int fewer = Math.min(onlyFirst, onlySecond);
        double logOfOne = -tosses * Math.log(2); // log of the probability of 0 heads
        double tail = Math.exp(logOfOne);
        for (int heads = 1; heads <= fewer; heads++) {
            logOfOne += Math.log(tosses - heads + 1.0) - Math.log(heads);
            tail += Math.exp(logOfOne);
        }
        return Math.min(1, 2 * tail);
    }

    /**
     * Whether the difference is more than chance.
     *
     * @param comparisons how many were made: of twenty between equals one would look real, so each
     *     must be that much clearer (C. E. Bonferroni, 1936)
     */
    public boolean isSignificant(int comparisons) {
        return pValue() * comparisons < SIGNIFICANT;
    }
}
