package org.patternscanner.arithmetic;

/** How two measurements of the same things go together. */
public final class Correlation {

    private Correlation() {}

    /**
     * Pearson's correlation coefficient.
     *
     * @param x as many numbers as y
     * @return from -1 to 1; 0 if one of them never changes
     */
    public static double of(double[] x, double[] y) {
        double meanX = Spread.of(x).mean();
        double meanY = Spread.of(y).mean();
        double both = 0;
        double squaresX = 0;
        double squaresY = 0;
        for (int i = 0; i < x.length; i++) {
            both += (x[i] - meanX) * (y[i] - meanY);
            squaresX += (x[i] - meanX) * (x[i] - meanX);
            squaresY += (y[i] - meanY) * (y[i] - meanY);
        }
        double norms = Math.sqrt(squaresX) * Math.sqrt(squaresY);
        return norms == 0 ? 0 : both / norms;
    }
}
