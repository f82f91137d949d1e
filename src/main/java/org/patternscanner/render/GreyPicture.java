package org.patternscanner.render;

import java.awt.image.BufferedImage;

/** Bytes as a picture, pixel by pixel. */
public final class GreyPicture {

    private GreyPicture() {}

    /**
     * An 8-bit grey picture.
     *
     * @param values width x height, row by row, unsigned; 0 is black
     */
    public static BufferedImage of(byte[] values, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, width, height, values);
        return picture;
    }
}
