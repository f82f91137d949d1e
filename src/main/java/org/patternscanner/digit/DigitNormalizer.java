package org.patternscanner.digit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Picture;
import org.patternscanner.image.Resampling;

/**
 * Makes of a picture of digits an image of each as MNIST has it: white ink on black, the longer
 * side 20 pixels, the centre of mass in the middle of 28x28.
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

    private static final String MORE_THAN_ONE =
            "There is more than one digit in the picture: the one with most ink is taken.";

    private static final String PARTED = "It touches its neighbour: they were parted.";

    /** Of a digit's longer side: so much of its surroundings shows that they were cleared. */
    private static final double MARGIN = 0.25;

    /** Of the whole: a digit that touches others is as tall as they are, more or less. */
    private static final double TALL = 0.6;

    /** Width over height: a digit isn't wider. */
    private static final double WIDEST_DIGIT = 1.3;

    /** Width over height: up to it, what could be parted may be one digit all the same. */
    private static final double WIDEST_WHOLE = 1.6;

    /** Of 255: a pixel is ink from here on. */
    private static final float INK = 128;

    private final Picture picture;
    private final Set<OptionalStage> without;
    private final List<Stage> stages = new ArrayList<>();

    private DigitNormalizer(Picture picture, Set<OptionalStage> without) {
        this.picture = picture;
        this.without = without;
    }

    /**
     * Normalises the digit with the most ink, dark on light or light on dark.
     *
     * <p>An image that already has MNIST's shape comes through unchanged, bit for bit.
     *
     * @return the stages "grey", "polarity", "background-corrected", "lines removed", "ink",
     *     "cleaned", "cropped", "thickened", "scaled", "centred" (only the first two if it had
     *     MNIST's shape), and a 28x28 image
     * @throws NoDigitsException if there is no ink in it, or too much for a number
     */
    public static NormalizedDigit normalize(Picture picture) throws NoDigitsException {
        return normalize(picture, Set.of());
    }

    /**
     * The same with some stages left out, to see what each is for. The others work on what they
     * get. A left-out stage is among the stages, with the picture as it was before.
     *
     * <p>If what comes out isn't 28x28 whole values, one more stage, "framed", lays it at the top
     * left of a frame, and shrinks both if it is larger. With a stage left out, an image that has
     * MNIST's shape is treated as any other.
     *
     * @throws NoDigitsException with the stages so far, if no ink is left, or too much for a number
     */
    public static NormalizedDigit normalize(Picture picture, Set<OptionalStage> without)
            throws NoDigitsException {
        return new DigitNormalizer(picture, without).single();
    }

    /**
     * Finds all that may be a digit in a picture, and normalises it.
     *
     * @return at least one, by the first piece of ink: row by row, from left to right
     * @throws NoDigitsException if there is no ink in it, or too much for a number
     */
    public static List<Candidate> candidates(Picture picture) throws NoDigitsException {
        return new DigitNormalizer(picture, Set.of()).candidates();
    }

    private NormalizedDigit single() throws NoDigitsException {
        GreyImage grey = grey();
        Optional<NormalizedDigit> asItIs = without.isEmpty() ? asItIs(grey) : Optional.empty();
        if (asItIs.isPresent()) {
            return asItIs.get();
        }
        try {
            return largest(patches(grey));
        } catch (NoDigitsException e) {
            throw e.after(stages);
        }
    }

    private NormalizedDigit largest(Patches patches) throws NoDigitsException {
        if (without.contains(OptionalStage.CLEANING)) {
            return toMnistShape(CutOut.whole(stages.get(stages.size() - 1).image()), List.of());
        }
        Layout layout = new Layout(patches);
        List<String> warnings = layout.hasNeighbours() ? List.of(MORE_THAN_ONE) : List.of();
        return toMnistShape(CutOut.of(patches, layout.largest()), warnings);
    }

    private List<Candidate> candidates() throws NoDigitsException {
        GreyImage grey = grey();
        Optional<NormalizedDigit> asItIs = asItIs(grey);
        if (asItIs.isPresent()) {
            return List.of(new Candidate(0, 1, asItIs.get()));
        }
        return new Candidates(patches(grey)).all();
    }

    /**
     * Some patches alone, with room around them.
     *
     * @param place where it was cut out
     */
    private record CutOut(GreyImage image, Box place) {

        static CutOut of(Patches patches, Layout.Group group) {
            int margin = (int) Math.ceil(MARGIN * group.box().longerSide());
            Box place = group.box().within(patches.image(), margin);
            return new CutOut(patches.only(group.patches(), place), place);
        }

        /** Everything. */
        static CutOut whole(GreyImage image) {
            return new CutOut(image, wholeOf(image));
        }

        Box inkBox() throws NoDigitsException {
            return boxAround(image);
        }
    }

    /** What may be one digit: a piece of ink, a group of pieces, two neighbours, or all. */
    private final class Candidates {

        private final Patches patches;
        private final Layout layout;
        private final List<Candidate> all = new ArrayList<>();

        Candidates(Patches patches) throws NoDigitsException {
            this.patches = patches;
            this.layout = new Layout(patches);
        }

        List<Candidate> all() throws NoDigitsException {
            List<Layout.Group> groups = layout.groups();
            int[] firstPiece = new int[groups.size() + 1];
            for (int i = 0; i < groups.size(); i++) {
                firstPiece[i + 1] = firstPiece[i] + addPieces(groups.get(i), firstPiece[i]);
            }
            for (int i = 0; i + 1 < groups.size(); i++) {
                if (Layout.mayBeOne(groups.get(i), groups.get(i + 1))) {
                    add(firstPiece[i], firstPiece[i + 2], groups.get(i).with(groups.get(i + 1)));
                }
            }
            Layout.Group largest = layout.largest();
            int pieces = firstPiece[groups.size()];
            boolean isNew =
                    groups.size() > 1
                            && all.stream().noneMatch(one -> one.from() == 0 && one.to() == pieces);
            if (isNew && groups.stream().allMatch(largest::contains)) {
                add(0, pieces, largest);
            }
            return all;
        }

        /** Adds a group, and what it can be parted into; returns its number of pieces. */
        private int addPieces(Layout.Group group, int first) throws NoDigitsException {
            CutOut cleaned = CutOut.of(patches, group);
            Box whole = cleaned.inkBox();
            TouchingDigits touching = new TouchingDigits(cleaned.image().crop(whole));
            Box place = whole.moved(cleaned.place().left(), cleaned.place().top());
            int pieces = touching.parts();
            boolean[] begins = new boolean[pieces + 1]; // whether some digits end before a piece
            begins[0] = true;
            for (int from = 0; from < pieces; from++) {
                boolean fits = begins[from];
                for (int to = from + 1; fits && to <= pieces && to - from < pieces; to++) {
                    GreyImage part = touching.only(from, to);
                    Box box = Box.around(part, INK).orElse(null);
                    fits = box == null || box.width() <= WIDEST_DIGIT * whole.height();
                    if (box != null && isDigit(box, whole)) {
                        NormalizedDigit digit =
                                toMnistShape(new CutOut(part, place), box, List.of(PARTED));
                        all.add(new Candidate(first + from, first + to, digit));
                        begins[to] = true;
                    }
                }
            }
            if (!begins[pieces] || whole.width() <= WIDEST_WHOLE * whole.height()) {
                NormalizedDigit digit = toMnistShape(cleaned, whole, List.of());
                all.add(new Candidate(first, first + pieces, digit));
            }
            return pieces;
        }

        /** Whether a part is as tall as the whole, more or less, and not too wide. */
        private static boolean isDigit(Box part, Box whole) {
            return part.height() >= TALL * whole.height()
                    && part.width() <= WIDEST_DIGIT * part.height();
        }

        private void add(int from, int to, Layout.Group group) throws NoDigitsException {
            NormalizedDigit digit = toMnistShape(CutOut.of(patches, group), List.of());
            all.add(new Candidate(from, to, digit));
        }
    }

    /** An image that has MNIST's shape already, or its negative. */
    private Optional<NormalizedDigit> asItIs(GreyImage grey) {
        if (grey.longerSide() != MnistShape.SIDE) {
            return Optional.empty();
        }
        GreyImage whole = grey.map(Math::round); // what was coloured has fractions
        GreyImage asMnist = MnistShape.fits(whole) ? whole : whole.inverted();
        if (!MnistShape.fits(asMnist)) {
            return Optional.empty();
        }
        stages.add(OptionalStage.POLARITY.done(asMnist));
        Box box = Box.around(asMnist, Float.MIN_VALUE).orElseThrow();
        return Optional.of(result(box, stages, asMnist, List.of()));
    }

    /** The stages that all digits of a picture share. */
    private Patches patches(GreyImage grey) throws NoDigitsException {
        GreyImage lightInk =
                stage(
                        OptionalStage.POLARITY,
                        grey,
                        image -> Polarity.isInkDark(image) ? image.inverted() : image);
        GreyImage corrected = stage(OptionalStage.BACKGROUND, lightInk, Ground::removeFrom);
        float noise = Ink.noise(Ground.noise(corrected));
        GreyImage unruled =
                stage(OptionalStage.LINES, corrected, image -> RuledLines.removeFrom(image, noise));
        Ink ink = Ink.of(unruled, noise);
        GreyImage.Tone tone = without.contains(OptionalStage.INK) ? value -> value : ink::stretch;
        GreyImage stretched = unruled.map(tone);
        float edge = tone.of(ink.edge());
        stage(
                OptionalStage.INK,
                unruled,
                image -> stretched.map(value -> value < edge ? 0 : value));
        return new Patches(stretched, edge, tone.of(ink.core()));
    }

    private NormalizedDigit toMnistShape(CutOut cleaned, List<String> known)
            throws NoDigitsException {
        boolean uncropped = without.contains(OptionalStage.CROPPING);
        Box box = uncropped ? wholeOf(cleaned.image()) : cleaned.inkBox();
        return toMnistShape(cleaned, box, known);
    }

    /** From a cut-out to what is within a box of it, in MNIST's shape. */
    private NormalizedDigit toMnistShape(CutOut cleaned, Box box, List<String> known)
            throws NoDigitsException {
        List<Stage> own = new ArrayList<>(stages);
        List<String> warnings = new ArrayList<>(known);
        GreyImage alone = stage(own, OptionalStage.CLEANING, cleaned.image(), image -> image);
        GreyImage cropped = stage(own, OptionalStage.CROPPING, alone, image -> image.crop(box));
        if (cropped.longerSide() < SMALL) {
            warnings.add(
                    "The digit is only %d pixels long in the picture: its form may be lost."
                            .formatted(cropped.longerSide()));
        }
        GreyImage thick = stage(own, OptionalStage.THICKENING, cropped, Strokes::thicken);
        GreyImage scaled =
                stage(own, OptionalStage.SCALING, thick, image -> scale(withoutRim(image)));
        GreyImage centred = stage(own, OptionalStage.CENTRING, scaled, DigitNormalizer::centre);
        Box place = box.moved(cleaned.place().left(), cleaned.place().top());
        return result(inPicture(place), own, framed(own, centred), warnings);
    }

    /** Thicker strokes have a larger box. */
    private GreyImage withoutRim(GreyImage thick) throws NoDigitsException {
        return without.contains(OptionalStage.CROPPING) ? thick : thick.crop(boxAround(thick));
    }

    /** The network takes 28x28 whole values: what isn't, after a stage was left out, is made so. */
    private static GreyImage framed(List<Stage> stages, GreyImage image) {
        int side = MnistShape.SIDE;
        GreyImage square = pad(image, 0, 0, Math.max(side, image.longerSide()));
        GreyImage framed = Resampling.areaAverage(square, side, side).map(Math::round);
        if (!framed.equals(image)) {
            stages.add(new Stage("framed", "into 28 x 28 as it is", framed));
        }
        return framed;
    }

    /** The box in the picture as it was before it was shrunk. */
    private Box inPicture(Box box) {
        GreyImage grey = stages.get(0).image();
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

    /** The work of one stage. */
    private interface Work {
        GreyImage of(GreyImage before) throws NoDigitsException;
    }

    private GreyImage grey() {
        stages.add(new Stage("grey", "colours become grey", picture.grey()));
        return picture.grey();
    }

    private GreyImage stage(OptionalStage stage, GreyImage before, Work work)
            throws NoDigitsException {
        return stage(stages, stage, before, work);
    }

    /** Does the work and adds the stage to the others, unless it is to be left out. */
    private GreyImage stage(List<Stage> onto, OptionalStage stage, GreyImage before, Work work)
            throws NoDigitsException {
        boolean leftOut = without.contains(stage);
        GreyImage after = leftOut ? before : work.of(before);
        onto.add(leftOut ? stage.leftOut(after) : stage.done(after));
        return after;
    }

    private static NormalizedDigit result(
            Box box, List<Stage> stages, GreyImage image, List<String> known) {
        List<String> warnings = new ArrayList<>(known);
        warnings.addAll(MnistShape.warnings(image));
        return new NormalizedDigit(box, stages, image, warnings);
    }
}
