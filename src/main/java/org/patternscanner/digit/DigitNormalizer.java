package org.patternscanner.digit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Picture;

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

    private final Picture picture;
    private final Reading reading;
    private final StageLog log;

    private DigitNormalizer(Picture picture, Reading reading, Set<OptionalStage> without) {
        this.picture = picture;
        this.reading = reading;
        this.log = new StageLog(without);
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
        return new DigitNormalizer(picture, Reading.USUAL, without).single();
    }

    /**
     * Finds all that may be a digit in a picture, and normalises it.
     *
     * @return at least one, by the first piece of ink: row by row, from left to right
     * @throws NoDigitsException if there is no ink in it, or too much for a number
     */
    public static List<Candidate> candidates(Picture picture) throws NoDigitsException {
        return candidates(picture, Reading.USUAL).candidates();
    }

    /** The same by any reading, with all ink that was found. */
    static Candidates.Found candidates(Picture picture, Reading reading) throws NoDigitsException {
        return new DigitNormalizer(picture, reading, Set.of()).found(Candidates::all);
    }

    /**
     * What may be the only digit of a picture: the piece with most ink and what is near it, or all
     * that is drawn.
     */
    static Candidates.Found single(Picture picture, Reading reading) throws NoDigitsException {
        return new DigitNormalizer(picture, reading, Set.of()).found(Candidates::asOne);
    }

    private NormalizedDigit single() throws NoDigitsException {
        GreyImage grey = grey();
        Optional<NormalizedDigit> asItIs = asItIs(grey);
        if (asItIs.isPresent()) {
            return asItIs.get();
        }
        try {
            return largest(patches(grey));
        } catch (NoDigitsException e) {
            throw e.after(log.stages());
        }
    }

    private NormalizedDigit largest(Patches patches) throws NoDigitsException {
        Cutting cutting = new Cutting(picture, log, patches);
        if (log.leavesOut(OptionalStage.CLEANING)) {
            return cutting.uncut();
        }
        Layout layout = new Layout(patches, reading);
        return cutting.digit(layout.largest(), layout.warnings());
    }

    /** What is to be looked for. */
    private interface Search {
        Candidates.Found in(Candidates candidates) throws NoDigitsException;
    }

    private Candidates.Found found(Search search) throws NoDigitsException {
        GreyImage grey = grey();
        Optional<NormalizedDigit> asItIs = asItIs(grey);
        if (asItIs.isPresent()) {
            double ink = asItIs.get().image().sum();
            return new Candidates.Found(List.of(new Candidate(0, 1, ink, asItIs.get())), ink);
        }
        Patches patches = patches(grey);
        Layout layout = new Layout(patches, reading);
        return search.in(new Candidates(new Cutting(picture, log, patches), layout));
    }

    /** An image that has MNIST's shape already, or its negative. */
    private Optional<NormalizedDigit> asItIs(GreyImage grey) {
        if (!log.leavesNothingOut() || grey.longerSide() != MnistShape.SIDE) {
            return Optional.empty();
        }
        GreyImage whole = grey.map(Math::round); // what was coloured has fractions
        GreyImage asMnist = MnistShape.fits(whole) ? whole : whole.inverted();
        if (!MnistShape.fits(asMnist)) {
            return Optional.empty();
        }
        log.add(OptionalStage.POLARITY.done(asMnist));
        Box box = Box.around(asMnist, Float.MIN_VALUE).orElseThrow();
        List<String> warnings = MnistShape.warnings(asMnist);
        return Optional.of(new NormalizedDigit(box, log.stages(), asMnist, warnings));
    }

    private GreyImage grey() {
        log.add(new Stage("grey", "colours become grey", picture.grey()));
        return picture.grey();
    }

    /** The stages that all digits of a picture share. */
    private Patches patches(GreyImage grey) throws NoDigitsException {
        GreyImage lightInk =
                log.run(
                        OptionalStage.POLARITY,
                        grey,
                        image -> isInkDark(image) ? image.inverted() : image);
        GreyImage corrected = log.run(OptionalStage.BACKGROUND, lightInk, this::withoutGround);
        float noise = Ink.noise(Ground.noise(corrected));
        GreyImage unruled =
                log.run(
                        OptionalStage.LINES,
                        corrected,
                        image ->
                                reading == Reading.LINES_KEPT
                                        ? image
                                        : RuledLines.removeFrom(image, noise));
        Ink ink = Ink.of(unruled, noise);
        GreyImage.Tone tone = log.leavesOut(OptionalStage.INK) ? value -> value : ink::stretch;
        GreyImage stretched = unruled.map(tone);
        float weak = tone.of(ink.weakEdge());
        float edge = reading.takesWeakInk() ? weak : tone.of(ink.edge());
        log.run(
                OptionalStage.INK,
                unruled,
                image -> stretched.map(value -> value < edge ? 0 : value));
        return new Patches(stretched, edge, tone.of(ink.core()));
    }

    private boolean isInkDark(GreyImage image) throws NoDigitsException {
        if (reading == Reading.OTHER_TONE && !Polarity.isInDoubt(image)) {
            throw NoDigitsException.blank();
        }
        return Polarity.isInkDark(image) != (reading == Reading.OTHER_TONE);
    }

    private GreyImage withoutGround(GreyImage lightInk) throws NoDigitsException {
        return reading == Reading.EVEN_GROUND
                ? Ground.removeEvenFrom(lightInk)
                : Ground.removeFrom(lightInk);
    }
}
