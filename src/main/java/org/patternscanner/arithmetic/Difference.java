package org.patternscanner.arithmetic;

/**
 * How far two feature maps of one shape lie apart.
 *
 * @param largest of the differences, number by number, without their signs
 * @param mean of them
 * @param size the mean of the first map's numbers without their signs: what differences are held
 *     against
 */
public record Difference(double largest, double mean, double size) {

    /**
     * Of two maps.
     *
     * @param a [channel][row][column]
     * @param b of the same shape
     */
    public static Difference of(float[][][] a, float[][][] b) {
        double largest = 0;
        double sum = 0;
        double size = 0;
        long count = 0;
        for (int channel = 0; channel < a.length; channel++) {
            for (int row = 0; row < a[channel].length; row++) {
                for (int column = 0; column < a[channel][row].length; column++) {
                    double number = a[channel][row][column];
                    double difference = Math.abs(number - b[channel][row][column]);
                    largest = Math.max(largest, difference);
                    sum += difference;
                    size += Math.abs(number);
                    count++;
                }
            }
        }
        return new Difference(largest, sum / count, size / count);
    }

    /** Of two maps, [row][column]. */
    public static Difference of(float[][] a, float[][] b) {
        return of(new float[][][] {a}, new float[][][] {b});
    }
}
