package org.patternscanner.digit;

import java.util.List;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;

/**
 * A digit as MNIST would show it, and how it came to be.
 *
 * @param box where it stands in the picture, in the picture's own pixels
 * @param stages in the order of the work; the last one shows the image. None if they were dropped
 * @param image 28x28, white ink on black, whole values in 0..255
 * @param warnings one sentence for each property of MNIST's images that this one lacks; usually
 *     none
 */
public record NormalizedDigit(Box box, List<Stage> stages, GreyImage image, List<String> warnings) {

    /** Copies the lists. */
    public NormalizedDigit {
        stages = List.copyOf(stages);
        warnings = List.copyOf(warnings);
    }

    /** The image as MNIST stores one: 784 unsigned bytes, row by row. */
    public byte[] pixels() {
        return image.bytes();
    }
}
