package org.patternscanner.digit;

import java.util.ArrayList;
import java.util.List;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;

/**
 * What all of MNIST's images have in common, as measured on its 70,000.
 *
 * <p>Source of the recipe: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten
 * digits": longer side 20, centre of mass in the middle of 28x28.
 */
final class MnistShape {

    static final int SIDE = 28;
    static final int INK_SIDE = 20;

    /** In pixel indices: the mean is 14, not 13.5. */
    private static final double CENTRE_FROM = 13.5;

    private static final double CENTRE_BELOW = 14.5;
    private static final int LEAST_PEAK = 254;

    /** The 1st and the 99th percentile of the number of pixels above 127. */
    private static final int LEAST_INK = 38;

    private static final int MOST_INK = 194;

    private MnistShape() {}

    /** A centre of mass: column and row, from 0, in pixel indices. */
    record Centre(double x, double y) {}

    /** Returns where the mean of all ink lies; the picture must have some. */
    static Centre centreOfMass(GreyImage image) {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                sum += image.at(x, y);
                sumX += image.at(x, y) * x;
                sumY += image.at(x, y) * y;
            }
        }
        return new Centre(sumX / sum, sumY / sum);
    }

    /**
     * By how many pixels to move what has its centre here, so that it lies in the middle.
     *
     * @param side of the frame
     */
    static int shiftToMiddle(double centre, int side) {
        double from = (side - 1) / 2.0; // in 28 pixels 13.5
        return (int) Math.ceil(from - centre); // rounds 14 - centre, halves downwards
    }

    /** Whether an image could be one of MNIST's as it is. */
    static boolean fits(GreyImage image) {
        return image.width() == SIDE
                && image.height() == SIDE
                && image.peak() >= LEAST_PEAK
                && borderIsMostlyBlack(image)
                && inkSide(image) == INK_SIDE
                && isCentred(image);
    }

    /** One sentence for each property that a 28x28 image lacks. */
    static List<String> warnings(GreyImage image) {
        List<String> warnings = new ArrayList<>();
        int ink = inkCount(image);
        if (ink < LEAST_INK) {
            warnings.add(
                    "Only %d pixels are ink, MNIST's digits have %d to %d: the strokes are thin."
                            .formatted(ink, LEAST_INK, MOST_INK));
        }
        if (ink > MOST_INK) {
            warnings.add(
                    "%d pixels are ink, MNIST's digits have %d to %d: the strokes are bold."
                            .formatted(ink, LEAST_INK, MOST_INK));
        }
        if (inkSide(image) != INK_SIDE) {
            warnings.add(
                    "The digit's longer side is %d pixels, in MNIST it is %d."
                            .formatted(inkSide(image), INK_SIDE));
        }
        if (!isCentred(image)) {
            warnings.add("The digit's centre of mass is not in the middle, as it is in MNIST.");
        }
        return warnings;
    }

    private static boolean borderIsMostlyBlack(GreyImage image) {
        List<Float> border = Polarity.rim(image);
        return 2 * border.stream().filter(value -> value == 0).count() > border.size();
    }

    private static int inkSide(GreyImage image) {
        return Box.around(image, Float.MIN_VALUE).map(Box::longerSide).orElse(0);
    }

    private static int inkCount(GreyImage image) {
        int count = 0;
        for (float value : image.values()) {
            count += value > 127 ? 1 : 0;
        }
        return count;
    }

    private static boolean isCentred(GreyImage image) {
        Centre centre = centreOfMass(image);
        return isMiddle(centre.x) && isMiddle(centre.y);
    }

    private static boolean isMiddle(double place) {
        return place >= CENTRE_FROM && place < CENTRE_BELOW;
    }
}
