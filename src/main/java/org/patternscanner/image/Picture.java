package org.patternscanner.image;

import java.util.List;

/**
 * What a picture file shows: upright, in grey, and small enough for all that comes after.
 *
 * @param width of the picture before it was shrunk, in pixels
 * @param height of the picture before it was shrunk, in pixels
 * @param grey the picture; its longer side is at most 1000 pixels
 * @param warnings one sentence for each thing that the file holds and that was not read
 */
public record Picture(int width, int height, GreyImage grey, List<String> warnings) {

    /** Copies the warnings. */
    public Picture {
        warnings = List.copyOf(warnings);
    }
}
