package org.patternscanner.render;

import java.awt.Color;
import java.util.Map;

/** How many colours a terminal shows. */
public enum TextColour {
    /** None: plain text. */
    NONE,
    /** The 256 of xterm, which every terminal with colours knows. */
    PALETTE,
    /** All 24 bits. */
    FULL;

    private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

    /**
     * What this process may use: nothing but plain text off a terminal, with NO_COLOR set or on a
     * dumb terminal; everything only where COLORTERM promises it, for macOS's Terminal long showed
     * 24-bit codes as wrong colours.
     */
    public static TextColour of(boolean terminal, Map<String, String> environment) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        if (!terminal || refused || "dumb".equals(environment.get("TERM"))) {
            return NONE;
        }
        String promised = environment.getOrDefault("COLORTERM", "");
        return promised.equals("truecolor") || promised.equals("24bit") ? FULL : PALETTE;
    }

    /** The ANSI sequence that sets the colour behind what follows; empty for NONE. */
    String ground(Color c) {
        return sequence(48, c);
    }

    /** The ANSI sequence that sets the colour of the letters that follow; empty for NONE. */
    String letters(Color c) {
        return sequence(38, c);
    }

    private String sequence(int plane, Color c) {
        return switch (this) {
            case NONE -> "";
            case PALETTE -> "\u001b[%d;5;%dm".formatted(plane, nearest(c));
            case FULL ->
                    "\u001b[%d;2;%d;%d;%dm".formatted(plane, c.getRed(), c.getGreen(), c.getBlue());
        };
    }

    /** The number of the most similar of xterm's 216 colours (from 16) and 24 greys (from 232). */
    static int nearest(Color c) {
        int red = nearestLevel(c.getRed());
        int green = nearestLevel(c.getGreen());
        int blue = nearestLevel(c.getBlue());
        int mean = (c.getRed() + c.getGreen() + c.getBlue()) / 3;
        int step = Math.max(0, Math.min(23, Math.round((mean - 8) / 10f)));
        int grey = 8 + 10 * step;
        boolean isGrey =
                distance(c, grey, grey, grey) < distance(c, CUBE[red], CUBE[green], CUBE[blue]);
        return isGrey ? 232 + step : 16 + 36 * red + 6 * green + blue;
    }

    private static int nearestLevel(int channel) {
        int best = 0;
        for (int i = 1; i < CUBE.length; i++) {
            if (Math.abs(CUBE[i] - channel) < Math.abs(CUBE[best] - channel)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(Color c, int red, int green, int blue) {
        int r = c.getRed() - red;
        int g = c.getGreen() - green;
        int b = c.getBlue() - blue;
        return r * r + g * g + b * b;
    }
}
