package org.patternscanner.digit;

import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Resampling;

/**
 * What a picture looks like after one step of its normalisation.
 *
 * @param name one or two words, such as "cropped"
 * @param change what the step did, in a few words, such as "only the digit is left"
 * @param image the picture after that step
 */
public record Stage(String name, String change, GreyImage image) {

    /**
     * The picture forced into 28 x 28, as one does who normalises nothing: each new pixel is the
     * mean of the area that it covers, whatever becomes of the digit's proportions.
     *
     * @return 784 unsigned bytes, row by row; a picture of 28 x 28 keeps its values
     */
    public byte[] squeezed() {
        return Resampling.areaAverage(image, MnistShape.SIDE, MnistShape.SIDE).bytes();
    }
}
