package org.patternscanner.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.patternscanner.arithmetic.Window;

/**
 * A window at each of its places along one axis: a row a place, a cell a pixel. Pixels that no
 * place reads are shaded from top to bottom.
 */
public final class WindowDiagram {

    private static final int CELL = 30;
    private static final int LABELS = 96;
    private static final int AXIS = 40;
    private static final int GAP = 12;
    private static final Color READ = OkabeIto.BLUE;
    private static final Color PADDING = new Color(0xE6E6E6);
    private static final Color NEVER = OkabeIto.VERMILLION;

    private final Window window;
    private final int n;
    private final int places;
    private final Graphics2D g;

    private WindowDiagram(Window window, int n, Graphics2D g) {
        this.window = window;
        this.n = n;
        this.places = window.outputSize(n);
        this.g = g;
    }

    /**
     * Draws it.
     *
     * @param n pixels along the axis
     * @throws IllegalArgumentException if the window does not fit
     */
    public static BufferedImage of(Window window, int n) {
        int places = window.outputSize(n);
        int columns = n + 2 * window.padding();
        Page page =
                new Page(
                        "%d pixels, kernel %d, stride %d: %d places"
                                .formatted(n, window.kernel(), window.stride(), places),
                        "blue: read from this place; orange: never read"
                                + (window.padding() > 0 ? "; grey: padding" : ""),
                        LABELS + columns * CELL,
                        AXIS + places * CELL + GAP);
        new WindowDiagram(window, n, page.graphics()).paint();
        return page.finished();
    }

    private void paint() {
        g.setFont(Page.SMALL);
        for (int pixel = -window.padding(); pixel < n + window.padding(); pixel++) {
            paintColumn(pixel);
        }
        g.setFont(Page.LABEL);
        for (int place = 0; place < places; place++) {
            g.setColor(Page.TEXT);
            Lettering.right(g, "place " + place, LABELS - 12, y(place) + 21);
            for (int tap = 0; tap < window.kernel(); tap++) {
                fill(window.inputIndex(place, tap), place, READ);
            }
        }
    }

    private void paintColumn(int pixel) {
        boolean inside = pixel >= 0 && pixel < n;
        boolean never = inside && !isRead(pixel);
        g.setColor(never ? NEVER : Page.TEXT);
        if (inside) {
            Lettering.centred(g, String.valueOf(pixel), x(pixel) + CELL / 2, AXIS - 14);
        }
        for (int place = 0; place < places; place++) {
            fill(pixel, place, never ? NEVER : inside ? Color.WHITE : PADDING);
        }
    }

    private boolean isRead(int pixel) {
        for (int place = 0; place < places; place++) {
            for (int tap = 0; tap < window.kernel(); tap++) {
                if (window.inputIndex(place, tap) == pixel) {
                    return true;
                }
            }
        }
        return false;
    }

    private void fill(int pixel, int place, Color colour) {
        g.setColor(colour);
        g.fillRect(x(pixel), y(place), CELL, CELL);
        g.setColor(Page.LINE);
        g.drawRect(x(pixel), y(place), CELL, CELL);
    }

    private int x(int pixel) {
        return LABELS + (pixel + window.padding()) * CELL;
    }

    private static int y(int place) {
        return AXIS + place * CELL;
    }
}
