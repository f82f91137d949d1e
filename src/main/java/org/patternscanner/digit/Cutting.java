package org.patternscanner.digit;

import java.util.ArrayList;
import java.util.List;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Picture;
import org.patternscanner.image.Resampling;

/** Cuts digits out of a picture and brings each into MNIST's shape. */
final class Cutting {

    /** Of 255: fainter pixels at the rim of a digit are blur, and would make it smaller. */
    private static final float RIM = 48;

    /** Pixels: a digit that was smaller than this has lost its form. */
    private static final int SMALL = 8;

    /** Of a digit's longer side: so much of its surroundings shows that they were cleared. */
    private static final double MARGIN = 0.25;

    private final Picture picture;
    private final StageLog log;
    private final Patches patches;

    /**
     * Begins.
     *
     * @param log the stages that all digits share
     */
    Cutting(Picture picture, StageLog log, Patches patches) {
        this.picture = picture;
        this.log = log;
        this.patches = patches;
    }

    /**
     * Some patches alone, with room around them.
     *
     * @param place where it was cut out
     */
    record CutOut(GreyImage image, Box place) {

        Box inkBox() throws NoDigitsException {
            return boxAround(image);
        }
    }

    CutOut cut(Layout.Group group) {
        int margin = (int) Math.ceil(MARGIN * group.box().longerSide());
        Box place = group.box().within(patches.image(), margin);
        return new CutOut(patches.only(group.patches(), place), place);
    }

    /** Patches that are one digit. */
    NormalizedDigit digit(Layout.Group group, List<String> warnings) throws NoDigitsException {
        return toMnistShape(cut(group), warnings);
    }

    /** The picture as it is before it is cut, faint ink too. */
    NormalizedDigit uncut() throws NoDigitsException {
        GreyImage image = log.stages().get(log.stages().size() - 1).image();
        return toMnistShape(new CutOut(image, wholeOf(image)), List.of());
    }

    NormalizedDigit toMnistShape(CutOut cleaned, List<String> known) throws NoDigitsException {
        boolean uncropped = log.leavesOut(OptionalStage.CROPPING);
        Box box = uncropped ? wholeOf(cleaned.image()) : cleaned.inkBox();
        return toMnistShape(cleaned, box, known);
    }

    /** From a cut-out to what is within a box of it, in MNIST's shape. */
    NormalizedDigit toMnistShape(CutOut cleaned, Box box, List<String> known)
            throws NoDigitsException {
        StageLog own = log.copy();
        List<String> warnings = new ArrayList<>(known);
        GreyImage alone = own.run(OptionalStage.CLEANING, cleaned.image(), image -> image);
        GreyImage cropped = own.run(OptionalStage.CROPPING, alone, image -> image.crop(box));
        if (cropped.longerSide() < SMALL) {
            warnings.add(
                    "The digit is only %d pixels long in the picture: its form may be lost."
                            .formatted(cropped.longerSide()));
        }
        GreyImage thick = own.run(OptionalStage.THICKENING, cropped, Strokes::thicken);
        GreyImage scaled = own.run(OptionalStage.SCALING, thick, image -> scale(withoutRim(image)));
        GreyImage centred = own.run(OptionalStage.CENTRING, scaled, Cutting::centre);
        Box place = box.moved(cleaned.place().left(), cleaned.place().top());
        GreyImage image = framed(own, centred);
        warnings.addAll(MnistShape.warnings(image));
        return new NormalizedDigit(inPicture(place), own.stages(), image, warnings);
    }

    /** Thicker strokes have a larger box. */
    private GreyImage withoutRim(GreyImage thick) throws NoDigitsException {
        return log.leavesOut(OptionalStage.CROPPING) ? thick : thick.crop(boxAround(thick));
    }

    /** The network takes 28x28 whole values: what isn't, after a stage was left out, is made so. */
    private static GreyImage framed(StageLog log, GreyImage image) {
        int side = MnistShape.SIDE;
        GreyImage square = pad(image, 0, 0, Math.max(side, image.longerSide()));
        GreyImage framed = Resampling.areaAverage(square, side, side).map(Math::round);
        if (!framed.equals(image)) {
            log.add(new Stage("framed", "into 28 x 28 as it is", framed));
        }
        return framed;
    }

    /** The box in the picture as it was before it was shrunk. */
    private Box inPicture(Box box) {
        GreyImage grey = picture.grey();
        int width = grey.width();
        int height = grey.height();
        return new Box(
                Resampling.first(box.left(), picture.width(), width),
                Resampling.first(box.top(), picture.height(), height),
                Resampling.end(box.right(), picture.width(), width) - 1,
                Resampling.end(box.bottom(), picture.height(), height) - 1);
    }

    private static Box wholeOf(GreyImage image) {
        return new Box(0, 0, image.width() - 1, image.height() - 1);
    }

    private static Box boxAround(GreyImage image) throws NoDigitsException {
        return Box.around(image, RIM).orElseThrow(NoDigitsException::blank);
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

    /** In a square of 28, or larger if the digit is, as it can be if it wasn't scaled. */
    private static GreyImage centre(GreyImage digit) {
        MnistShape.Centre centre = MnistShape.centreOfMass(digit);
        int side = Math.max(MnistShape.SIDE, digit.longerSide());
        int left = shift(centre.x(), side, digit.width());
        int top = shift(centre.y(), side, digit.height());
        return pad(digit, left, top, side);
    }

    /** A digit with all its weight at one end would leave the frame: it stays within. */
    private static int shift(double centre, int side, int size) {
        return Math.max(0, Math.min(side - size, MnistShape.shiftToMiddle(centre, side)));
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
}
