package org.patternscanner.render;

import java.awt.Color;

/**
 * Ink on paper: an MNIST pixel of 0 is white, one of 255 is black.
 *
 * <p>MNIST's files mean it the same way (0 is background, 255 is ink); screens often show it the
 * other way round.
 */
public final class GreyScale {

    private GreyScale() {}

    /** The grey of one pixel, an unsigned byte. */
    public static Color color(byte pixel) {
        int grey = 255 - Byte.toUnsignedInt(pixel);
        return new Color(grey, grey, grey);
    }
}
