package org.patternscanner.render;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Window;

/**
 * A window at each of its places along one axis: a row a place, a cell a pixel. Pixels that no
 * place reads are shaded from top to bottom.
 */
public final class WindowDiagram {

    private static final int CELL = 30;
    private static final Color READ = OkabeIto.BLUE;
    private static final Color PADDING = new Color(0xE6E6E6);
    private static final Color NEVER = OkabeIto.VERMILLION;

    private WindowDiagram() {}

    /**
     * Draws it.
     *
     * @param n pixels along the axis
     * @throws IllegalArgumentException if the window does not fit
     */
    public static BufferedImage of(Window window, int n) {
        int places = window.outputSize(n);
        int padding = window.padding();
        List<Text> names =
                IntStream.range(0, places).mapToObj(place -> Text.label("place " + place)).toList();
        List<Text> pixels =
                IntStream.range(-padding, n + padding)
                        .mapToObj(pixel -> name(window, pixel, n))
                        .toList();
        return Cells.square(
                        places,
                        n + 2 * padding,
                        CELL,
                        (place, column) -> color(window, place, column - padding, n))
                .withLines(Page.LINE)
                .labeled(names, pixels)
                .page(
                        "%d pixels, kernel %d, stride %d: %d places"
                                .formatted(n, window.kernel(), window.stride(), places),
                        "blue: read from this place; orange: never read"
                                + (padding > 0 ? "; grey: padding" : ""));
    }

    private static Text name(Window window, int pixel, int n) {
        boolean inside = pixel >= 0 && pixel < n;
        return Text.small(inside ? String.valueOf(pixel) : "")
                .in(isRead(window, pixel, n) ? Page.TEXT : NEVER);
    }

    private static Color color(Window window, int place, int pixel, int n) {
        if (reads(window, place, pixel)) {
            return READ;
        }
        if (pixel < 0 || pixel >= n) {
            return PADDING;
        }
        return isRead(window, pixel, n) ? Color.WHITE : NEVER;
    }

    private static boolean isRead(Window window, int pixel, int n) {
        return IntStream.range(0, window.outputSize(n))
                .anyMatch(place -> reads(window, place, pixel));
    }

    private static boolean reads(Window window, int place, int pixel) {
        return IntStream.range(0, window.kernel())
                .anyMatch(tap -> window.inputIndex(place, tap) == pixel);
    }
}
