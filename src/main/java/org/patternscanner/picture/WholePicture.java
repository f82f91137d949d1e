package org.patternscanner.picture;

import java.util.List;
import org.patternscanner.image.GreyImage;

/**
 * What a picture file shows, upright and at its full size.
 *
 * @param channels one for grey; or red, green and blue
 * @param warnings one sentence for each thing that the file holds and that was not read
 */
public record WholePicture(List<GreyImage> channels, List<String> warnings) {

    /** Copies the lists. */
    public WholePicture {
        channels = List.copyOf(channels);
        warnings = List.copyOf(warnings);
    }
}
