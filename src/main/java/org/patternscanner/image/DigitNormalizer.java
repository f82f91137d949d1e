package org.patternscanner.image;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    private static final String LIGHT_INK = "light ink on dark paper";

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
    private final List<Stage> stages = new ArrayList<>();

    private DigitNormalizer(Picture picture) {
        this.picture = picture;
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
        return new DigitNormalizer(picture).single();
    }

    /** The same, for a picture that comes from no file. */
    public static NormalizedDigit normalize(BufferedImage picture) throws NoDigitsException {
        return normalize(Picture.of(picture));
    }

    /**
     * Finds all that may be a digit in a picture, and normalises it.
     *
     * @return at least one, by the first piece of ink: row by row, from left to right
     * @throws NoDigitsException if there is no ink in it, or too much for a number
     */
    public static List<Candidate> candidates(Picture picture) throws NoDigitsException {
        return new DigitNormalizer(picture).candidates();
    }

    /** The same, for a picture that comes from no file. */
    public static List<Candidate> candidates(BufferedImage picture) throws NoDigitsException {
        return candidates(Picture.of(picture));
    }

    private NormalizedDigit single() throws NoDigitsException {
        GreyImage grey = stage("grey", "colours become grey", picture.grey());
        Optional<NormalizedDigit> asItIs = asItIs(grey);
        if (asItIs.isPresent()) {
            return asItIs.get();
        }
        Patches patches = patches(grey);
        Layout layout = new Layout(patches);
        List<String> warnings = layout.hasNeighbours() ? List.of(MORE_THAN_ONE) : List.of();
        return normalize(CutOut.of(patches, layout.largest()), warnings);
    }

    private List<Candidate> candidates() throws NoDigitsException {
        GreyImage grey = stage("grey", "colours become grey", picture.grey());
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
                                normalize(new CutOut(part, place), box, List.of(PARTED));
                        all.add(new Candidate(first + from, first + to, digit));
                        begins[to] = true;
                    }
                }
            }
            if (!begins[pieces] || whole.width() <= WIDEST_WHOLE * whole.height()) {
                NormalizedDigit digit = normalize(cleaned, whole, List.of());
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
            NormalizedDigit digit = normalize(CutOut.of(patches, group), List.of());
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
        stage("polarity", LIGHT_INK, asMnist);
        Box box = Box.around(asMnist, Float.MIN_VALUE).orElseThrow();
        return Optional.of(result(box, stages, asMnist, List.of()));
    }

    /** The stages that all digits of a picture share. */
    private Patches patches(GreyImage grey) throws NoDigitsException {
        GreyImage lightInk =
                stage("polarity", LIGHT_INK, Polarity.isInkDark(grey) ? grey.inverted() : grey);
        GreyImage corrected =
                stage(
                        "background-corrected",
                        "the ground is taken away",
                        Ground.removeFrom(lightInk));
        float noise = Ink.noise(Ground.noise(corrected));
        GreyImage unruled =
                stage(
                        "lines removed",
                        "printed lines are removed",
                        RuledLines.removeFrom(corrected, noise));
        Ink ink = Ink.of(unruled, noise);
        GreyImage stretched = unruled.map(ink::stretch);
        float edge = ink.stretch(ink.edge());
        stage("ink", "faint goes, ink is white", stretched.map(value -> value < edge ? 0 : value));
        return new Patches(stretched, edge, ink.stretch(ink.core()));
    }

    private NormalizedDigit normalize(CutOut cleaned, List<String> known) throws NoDigitsException {
        return normalize(cleaned, cleaned.inkBox(), known);
    }

    /** From a cut-out to what is within a box of it, in MNIST's shape. */
    private NormalizedDigit normalize(CutOut cleaned, Box box, List<String> known)
            throws NoDigitsException {
        List<Stage> own = new ArrayList<>(stages);
        List<String> warnings = new ArrayList<>(known);
        own.add(new Stage("cleaned", "the digit alone is cut out", cleaned.image()));
        GreyImage cropped = cleaned.image().crop(box);
        own.add(new Stage("cropped", "the empty rim is cut off", cropped));
        if (cropped.longerSide() < SMALL) {
            warnings.add(
                    "The digit is only %d pixels long in the picture: its form may be lost."
                            .formatted(cropped.longerSide()));
        }
        GreyImage thick = Strokes.thicken(cropped);
        own.add(new Stage("thickened", "thin strokes grow thicker", thick));
        GreyImage scaled = scale(thick.crop(boxAround(thick)));
        own.add(new Stage("scaled", "longer side: 20 pixels", scaled));
        GreyImage centred = centre(scaled);
        own.add(new Stage("centred", "its weight in the middle", centred));
        Box place = box.moved(cleaned.place().left(), cleaned.place().top());
        return result(inPicture(place), own, centred, warnings);
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

    private static GreyImage centre(GreyImage scaled) {
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

    private GreyImage stage(String name, String change, GreyImage image) {
        stages.add(new Stage(name, change, image));
        return image;
    }

    private static NormalizedDigit result(
            Box box, List<Stage> stages, GreyImage image, List<String> known) {
        List<String> warnings = new ArrayList<>(known);
        warnings.addAll(MnistShape.warnings(image));
        return new NormalizedDigit(box, stages, image, warnings);
    }
}
