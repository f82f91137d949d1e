package org.patternscanner.image;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes of a picture of one digit an image as MNIST has it: white ink on black, the longer side 20
 * pixels, the centre of mass in the middle of 28x28.
 *
 * <p>A model that knows only MNIST fails on anything else: it takes a photo's grey paper for ink.
 * The recipe is that of MNIST's authors, after the steps that a scanner spared them. Its lost
 * details are those of C. Yadav and L. Bottou, "Cold Case: The Lost MNIST Digits" (2019): squared
 * up to the longer side, averaged by area.
 */
public final class DigitNormalizer {

    /** Of 255: fainter pixels at the rim of a digit are blur, and would make it smaller. */
    private static final float RIM = 48;

    /** Pixels: a digit that was smaller than this has lost its form. */
    private static final int SMALL = 8;

    private final List<Stage> stages = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private DigitNormalizer() {}

    /**
     * Normalises a picture that holds one digit, dark on light or light on dark.
     *
     * <p>An image that already has MNIST's shape comes through unchanged, bit for bit.
     *
     * @param picture any size, any kind; a transparent one is laid on paper
     * @return the stages "grey", "polarity", "background-corrected", "ink", "cleaned", "cropped",
     *     "thickened", "scaled", "centred" (only the first two if it had MNIST's shape), and a
     *     28x28 image
     * @throws BlankPictureException if there is no ink in it
     */
    public static NormalizedDigit normalize(BufferedImage picture) throws BlankPictureException {
        return new DigitNormalizer().run(Flattening.flatten(picture));
    }

    private NormalizedDigit run(GreyImage grey) throws BlankPictureException {
        stage("grey", grey);
        if (MnistShape.fits(grey)) {
            return result(stage("polarity", grey));
        }
        if (MnistShape.fits(grey.inverted())) {
            return result(stage("polarity", grey.inverted()));
        }
        GreyImage lightInk = stage("polarity", Ground.isLight(grey) ? grey.inverted() : grey);
        GreyImage corrected = stage("background-corrected", Ground.removeFrom(lightInk));
        Ink ink = Ink.of(corrected, Ground.noise(corrected));
        GreyImage cleaned = clean(corrected, ink);
        GreyImage cropped = stage("cropped", crop(cleaned));
        if (cropped.longerSide() < SMALL) {
            warnings.add(
                    "The digit is only %d pixels long in the picture: its form may be lost."
                            .formatted(cropped.longerSide()));
        }
        GreyImage thick = stage("thickened", Strokes.thicken(cropped));
        GreyImage scaled = stage("scaled", scale(crop(thick)));
        return result(stage("centred", centre(scaled)));
    }

    private GreyImage clean(GreyImage corrected, Ink ink) throws BlankPictureException {
        GreyImage stretched = corrected.map(ink::stretch);
        stage("ink", stretched.map(value -> value < ink.stretch(ink.edge()) ? 0 : value));
        Patches.Digit digit =
                new Patches(stretched, ink.stretch(ink.edge()), ink.stretch(ink.core())).digit();
        if (digit.hasNeighbour()) {
            warnings.add(
                    "There is more than one digit in the picture: the one with most ink is taken.");
        }
        return stage("cleaned", digit.image());
    }

    private static GreyImage crop(GreyImage image) throws BlankPictureException {
        return image.crop(Box.around(image, RIM).orElseThrow(BlankPictureException::new));
    }

    /** Squares up to the longer side and averages: any size to 20x20, the peak 255. */
    private static GreyImage scale(GreyImage digit) {
        int side = digit.longerSide();
        int left = (side - digit.width()) / 2;
        int top = (side - digit.height()) / 2;
        GreyImage square = pad(digit, left, top, side);
        int inkSide = MnistShape.INK_SIDE;
        GreyImage small =
                side < inkSide
                        ? Resampling.bilinear(square, inkSide, inkSide)
                        : Resampling.areaAverage(square, inkSide, inkSide);
        float peak = small.peak();
        // At least 1 where there is ink at all: rounded to 0, the rim would make the side 19.
        return small.map(value -> value > 0 ? Math.max(1, Math.round(255 * value / peak)) : 0);
    }

    private GreyImage centre(GreyImage scaled) {
        MnistShape.Centre centre = MnistShape.centreOfMass(scaled);
        return pad(scaled, shift(centre.x()), shift(centre.y()), MnistShape.SIDE);
    }

    /** A digit with all its weight at one end would leave the frame: it stays within. */
    private static int shift(double centre) {
        int room = MnistShape.SIDE - MnistShape.INK_SIDE;
        return Math.max(0, Math.min(room, MnistShape.shiftToMiddle(centre)));
    }

    private static GreyImage pad(GreyImage image, int left, int top, int side) {
        return GreyImage.of(
                side,
                side,
                (x, y) -> {
                    int i = x - left;
                    int j = y - top;
                    boolean inside = i >= 0 && j >= 0 && i < image.width() && j < image.height();
                    return inside ? image.at(i, j) : 0;
                });
    }

    private GreyImage stage(String name, GreyImage image) {
        stages.add(new Stage(name, image));
        return image;
    }

    private NormalizedDigit result(GreyImage image) {
        warnings.addAll(MnistShape.warnings(image));
        return new NormalizedDigit(stages, image, warnings);
    }
}
