package org.patternscanner.data;

import java.util.Arrays;
import java.util.Random;
import org.patternscanner.arithmetic.Permutation;

/**
 * An order of an image's pixels. Applied to all images alike it takes nothing away that a network
 * could not learn: each pixel still means the same in every image. Only its neighbors are lost.
 *
 * @param from for each place, the pixel that comes there; a permutation of 0 to 783
 */
public record PixelOrder(int[] from) {

    /** A random order; all are equally probable. */
    public static PixelOrder random(long seed) {
        return random(new Random(seed));
    }

    private static PixelOrder random(Random random) {
        return new PixelOrder(Permutation.random(LabelledImages.PIXELS, random));
    }

    /** All images in this order. */
    public LabelledImages of(LabelledImages images) {
        return new LabelledImages(of(images.pixels()), images.labels());
    }

    /** Images without labels, 784 bytes each, in this order. */
    public byte[] of(byte[] images) {
        byte[] pixels = new byte[images.length];
        for (int image = 0; image < images.length / LabelledImages.PIXELS; image++) {
            apply(images, image, pixels);
        }
        return pixels;
    }

    private void apply(byte[] images, int image, byte[] target) {
        int offset = image * LabelledImages.PIXELS;
        for (int i = 0; i < from.length; i++) {
            target[offset + i] = images[offset + from[i]];
        }
    }

    /** Each image in a random order of its own: all that is left is which grays it has. */
    public static LabelledImages ofEach(LabelledImages images, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[images.pixels().length];
        for (int image = 0; image < images.size(); image++) {
            random(random).apply(images.pixels(), image, pixels);
        }
        return new LabelledImages(pixels, images.labels());
    }

    /**
     * Each image's pixels sorted from dark to bright: its histogram of grays, written down. It
     * holds what {@link #ofEach} leaves, and no more.
     */
    public static LabelledImages sorted(LabelledImages images) {
        byte[] pixels = new byte[images.pixels().length];
        int[] grays = new int[LabelledImages.PIXELS];
        for (int offset = 0; offset < pixels.length; offset += grays.length) {
            for (int i = 0; i < grays.length; i++) {
                grays[i] = Byte.toUnsignedInt(images.pixels()[offset + i]);
            }
            Arrays.sort(grays);
            for (int i = 0; i < grays.length; i++) {
                pixels[offset + i] = (byte) grays[i];
            }
        }
        return new LabelledImages(pixels, images.labels());
    }
}
