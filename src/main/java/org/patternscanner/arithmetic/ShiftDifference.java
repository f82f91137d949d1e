package org.patternscanner.arithmetic;

import java.util.stream.IntStream;
import org.patternscanner.arithmetic.ReceptiveField.Span;

/**
 * How far the maps of a shifted image are from the shifted maps of the image: f(shift(x)) -
 * shift(f(x)). Where that is zero, f is equivariant (T. Cohen and M. Welling, Group Equivariant
 * Convolutional Networks, 2016).
 *
 * @param down by how many places the maps were shifted down; zeros entered
 * @param right by how many places they were shifted to the right
 * @param maps the difference, [channel][row][column]
 * @param inside the largest difference where no unit's receptive field leaves the image
 * @param border the largest difference elsewhere
 */
public record ShiftDifference(int down, int right, float[][][] maps, double inside, double border) {

    /**
     * Compares.
     *
     * @param image the maps of the image, f(x)
     * @param shifted the maps of the image shifted by some pixels, f(shift(x))
     * @param down places to shift the former by
     * @param right places to shift the former by
     * @param field the receptive field of f's units
     * @param pixels the image's width and height
     */
    public static ShiftDifference of(
            float[][][] image,
            float[][][] shifted,
            int down,
            int right,
            ReceptiveField field,
            int pixels) {
        float[][][] maps = new float[image.length][image[0].length][image[0].length];
        double inside = 0;
        double border = 0;
        for (int channel = 0; channel < maps.length; channel++) {
            for (int row = 0; row < maps[channel].length; row++) {
                for (int column = 0; column < maps[channel].length; column++) {
                    float moved = ForwardPass.pixel(image[channel], row - down, column - right);
                    float difference = shifted[channel][row][column] - moved;
                    maps[channel][row][column] = difference;
                    if (IntStream.of(row, row - down, column, column - right)
                            .allMatch(i -> fits(field, i, pixels))) {
                        inside = Math.max(inside, Math.abs(difference));
                    } else {
                        border = Math.max(border, Math.abs(difference));
                    }
                }
            }
        }
        return new ShiftDifference(down, right, maps, inside, border);
    }

    private static boolean fits(ReceptiveField field, int index, int pixels) {
        Span span = field.of(index);
        return span.first() >= 0 && span.last() < pixels;
    }
}
