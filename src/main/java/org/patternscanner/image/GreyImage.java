package org.patternscanner.image;

import java.util.Arrays;

/**
 * A grey picture that can't be changed.
 *
 * <p>Values are in 0 (black) to 255 (white), row by row from the top left, and need not be whole
 * numbers.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param values width x height of them; copied on the way in and on the way out
 */
@SuppressWarnings("ArrayRecordComponent") // it is copied, and compared by its content
public record GreyImage(int width, int height, float[] values) {

    /**
     * Throws IllegalArgumentException if a side is below 1 or the values don't fill the picture.
     */
    public GreyImage {
        if (width < 1 || height < 1 || values.length != Math.multiplyExact(width, height)) {
            throw new IllegalArgumentException(
                    "A picture of %d x %d can't hold %d values."
                            .formatted(width, height, values.length));
        }
        values = values.clone();
    }

    /** Makes a picture by asking for each pixel. */
    public static GreyImage of(int width, int height, Pixels pixels) {
        float[] values = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                values[y * width + x] = pixels.at(x, y);
            }
        }
        return new GreyImage(width, height, values);
    }

    @Override
    public float[] values() {
        return values.clone();
    }

    /** The value in column x of row y, both counted from 0. */
    public float at(int x, int y) {
        return values[y * width + x];
    }

    /** All values, [row][column]. */
    public float[][] rows() {
        float[][] rows = new float[height][];
        for (int y = 0; y < height; y++) {
            rows[y] = Arrays.copyOfRange(values, y * width, (y + 1) * width);
        }
        return rows;
    }

    /** All values, rounded, as unsigned bytes, row by row. */
    public byte[] bytes() {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(values[i]);
        }
        return bytes;
    }

    /** Shrunk by area averages until the longer side is at most so many pixels. */
    public GreyImage within(int side) {
        return Resampling.within(this, side);
    }

    /** The longer side, in pixels. */
    public int longerSide() {
        return Math.max(width, height);
    }

    /** The shorter side, in pixels. */
    public int shorterSide() {
        return Math.min(width, height);
    }

    /** The greatest value. */
    public float peak() {
        float peak = values[0];
        for (float value : values) {
            peak = Math.max(peak, value);
        }
        return peak;
    }

    /** The sum of all values. */
    public double sum() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    public GreyImage map(Tone tone) {
        return of(width, height, (x, y) -> tone.of(at(x, y)));
    }

    public GreyImage inverted() {
        return map(value -> 255 - value);
    }

    /** Upside down. */
    public GreyImage flipped() {
        return of(width, height, (x, y) -> at(x, height - 1 - y));
    }

    /** Rows become columns. */
    public GreyImage transposed() {
        return of(height, width, (x, y) -> at(y, x));
    }

    public GreyImage crop(Box box) {
        return of(box.width(), box.height(), (x, y) -> at(box.left() + x, box.top() + y));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GreyImage that
                && width == that.width
                && height == that.height
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "GreyImage[" + width + " x " + height + "]";
    }

    /** The value of a pixel, by its place. */
    public interface Pixels {
        float at(int x, int y);
    }

    /** A new value for an old one. */
    public interface Tone {
        float of(float value);
    }
}
