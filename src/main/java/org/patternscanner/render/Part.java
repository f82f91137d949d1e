package org.patternscanner.render;

import java.awt.Graphics2D;

/** A part of a picture, which knows its size in pixels before it is drawn. */
interface Part {

    int width();

    int height();

    /** Draws it with its top left corner at (0, 0). */
    void paint(Graphics2D g);
}
