package org.patternscanner.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/** A part of a picture, which knows its size in pixels before it is drawn. */
interface Part {

    int width();

    int height();

    /** Draws it with its top left corner at (0, 0). */
    void paint(Graphics2D g);

    /** Draws it with its top left corner at (x, y), and leaves the graphics as they were. */
    default void paintAt(Graphics2D g, int x, int y) {
        Graphics2D here = (Graphics2D) g.create();
        here.translate(x, y);
        paint(here);
        here.dispose();
    }

    /** A part that is drawn by a few lines of code. */
    static Part of(int width, int height, Consumer<Graphics2D> painter) {
        return new Part() {
            @Override
            public int width() {
                return width;
            }

            @Override
            public int height() {
                return height;
            }

            @Override
            public void paint(Graphics2D g) {
                painter.accept(g);
            }
        };
    }

    /** Empty space. */
    static Part space(int width, int height) {
        return of(width, height, g -> {});
    }

    /** This part with something drawn over it. */
    default Part with(Consumer<Graphics2D> overlay) {
        return of(
                width(),
                height(),
                g -> {
                    paintAt(g, 0, 0);
                    overlay.accept(g);
                });
    }

    /** This part on a ground. */
    default Part on(Color ground) {
        return of(
                width(),
                height(),
                g -> {
                    g.setColor(ground);
                    g.fillRect(0, 0, width(), height());
                    paint(g);
                });
    }

    /** This part in the middle of a wider space. */
    default Part centeredIn(int width) {
        return of(width, height(), g -> paintAt(g, (width - width()) / 2, 0));
    }

    /** This part as the whole content of a page. */
    default BufferedImage page(String title, String subtitle) {
        return Page.draw(title, subtitle, this);
    }
}
