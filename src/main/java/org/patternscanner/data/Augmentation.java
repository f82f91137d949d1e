package org.patternscanner.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * New digits from old: a digit that is turned, stretched, slanted, shifted or bent a little is
 * still that digit, and a network that has seen it so reads better.
 *
 * <p>Each image is drawn anew through a random affine map and a smooth random field of
 * displacements (P. Simard, D. Steinkraus and J. Platt, Best Practices for Convolutional Neural
 * Networks, 2003). Their field is white noise blurred by a Gaussian; this one is the same blur of
 * noise on a coarse grid of {@value #NODES} x {@value #NODES} nodes, which costs a fraction of it.
 *
 * <p>Not for several threads at once: it keeps its intermediate results.
 *
 * @see Strength
 */
public final class Augmentation {

    /**
     * How far the images may be changed.
     *
     * @param rotation at most, in radians, either way
     * @param scale at most, as the logarithm of the factor, of each direction
     * @param shear at most: pixels to the side for each pixel upwards
     * @param shift at most, in pixels, in each direction
     * @param bend the standard deviation of the smooth displacements, in pixels
     */
    public record Strength(double rotation, double scale, double shear, double shift, double bend) {

        /** Chosen on validation images. */
        public static final Strength STANDARD = new Strength(0.14, 0.1, 0.12, 1.2, 0.7);
    }

    private static final int SIDE = LabelledImages.SIDE;
    private static final double CENTRE = (SIDE - 1) / 2.0;

    private static final int NODES = 7;
    private static final double SPACING = (SIDE - 1.0) / (NODES - 1); // pixels between two nodes

    /** How much each node counts for each row or column of pixels; squares add up to 1. */
    private static final float[][] BLUR = blur();

    private final Strength strength;
    private final float[] noise = new float[NODES * NODES];
    private final float[] blurredRows = new float[SIDE * NODES];
    private final float[] horizontal = new float[LabelledImages.PIXELS];
    private final float[] vertical = new float[LabelledImages.PIXELS];

    public Augmentation(Strength strength) {
        this.strength = strength;
    }

    private static float[][] blur() {
        float[][] blur = new float[SIDE][NODES];
        for (int pixel = 0; pixel < SIDE; pixel++) {
            double squares = 0;
            for (int node = 0; node < NODES; node++) {
                double distance = pixel / SPACING - node;
                blur[pixel][node] = (float) Math.exp(-distance * distance / 2);
                squares += blur[pixel][node] * blur[pixel][node];
            }
            for (int node = 0; node < NODES; node++) {
                blur[pixel][node] /= (float) Math.sqrt(squares);
            }
        }
        return blur;
    }

    /**
     * Draws an image anew.
     *
     * @param source holds the image's 784 bytes from {@code from} on
     * @param random decides; the same numbers give the same image
     * @param target takes the new image's 784 bytes
     */
    public void draw(byte[] source, int from, RandomGenerator random, byte[] target) {
        double angle = uniform(random, strength.rotation);
        double shear = uniform(random, strength.shear);
        double wide = Math.exp(uniform(random, strength.scale));
        double high = Math.exp(uniform(random, strength.scale));
        float right = (float) (CENTRE + uniform(random, strength.shift));
        float down = (float) (CENTRE + uniform(random, strength.shift));
        bend(random, horizontal);
        bend(random, vertical);
        // Where each new pixel comes from: the inverse of turning, slanting and stretching.
        float xx = (float) (Math.cos(angle) * wide);
        float xy = (float) ((Math.sin(angle) + shear) * wide);
        float yx = (float) (-Math.sin(angle) * high);
        float yy = (float) (Math.cos(angle) * high);
        for (int y = 0, i = 0; y < SIDE; y++) {
            float dy = (float) (y - CENTRE);
            for (int x = 0; x < SIDE; x++, i++) {
                float dx = (float) (x - CENTRE);
                float fromX = right + xx * dx + xy * dy + horizontal[i];
                float fromY = down + yx * dx + yy * dy + vertical[i];
                target[i] = sample(source, from, fromX, fromY);
            }
        }
    }

    private static double uniform(RandomGenerator random, double most) {
        return (2 * random.nextDouble() - 1) * most;
    }

    /** A smooth random field: noise on the nodes, blurred along columns, then along rows. */
    private void bend(RandomGenerator random, float[] field) {
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (random.nextGaussian() * strength.bend);
        }
        Arrays.fill(blurredRows, 0);
        for (int y = 0; y < SIDE; y++) {
            for (int node = 0; node < NODES; node++) {
                float weight = BLUR[y][node];
                for (int column = 0; column < NODES; column++) {
                    blurredRows[y * NODES + column] += weight * noise[node * NODES + column];
                }
            }
        }
        for (int y = 0, i = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++, i++) {
                float sum = 0;
                for (int column = 0; column < NODES; column++) {
                    sum += BLUR[x][column] * blurredRows[y * NODES + column];
                }
                field[i] = sum;
            }
        }
    }

    /** The brightness between four pixels; outside the image all is black. */
    private static byte sample(byte[] image, int from, float x, float y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        if (left < -1 || top < -1 || left >= SIDE || top >= SIDE) {
            return 0;
        }
        float right = x - left;
        float down = y - top;
        float upper = mix(pixel(image, from, left, top), pixel(image, from, left + 1, top), right);
        float lower =
                mix(
                        pixel(image, from, left, top + 1),
                        pixel(image, from, left + 1, top + 1),
                        right);
        return (byte) (int) (mix(upper, lower, down) + 0.5f);
    }

    private static float mix(float one, float other, float share) {
        return one + (other - one) * share;
    }

    private static int pixel(byte[] image, int from, int x, int y) {
        return x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : image[from + y * SIDE + x] & 0xff;
    }
}
