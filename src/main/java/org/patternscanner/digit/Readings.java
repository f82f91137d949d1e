package org.patternscanner.digit;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patternscanner.image.Picture;

/** What each {@link Reading} makes of a picture; the others are made when they are asked for. */
public final class Readings {

    private static final Candidates.Found NOTHING = new Candidates.Found(List.of(), 0);

    /** Of an image that has MNIST's shape: grey and polarity. */
    private static final int STAGES_AS_IT_IS = 2;

    private final @Nullable Picture picture; // null if there is nothing more to make of it
    private final boolean single;
    private final boolean withStages;
    private final Map<Reading, Candidates.Found> made = new EnumMap<>(Reading.class);

    private Readings(
            @Nullable Picture picture, boolean single, boolean withStages, Candidates.Found usual) {
        this.picture = picture;
        this.single = single;
        this.withStages = withStages;
        made.put(Reading.USUAL, kept(usual));
    }

    /**
     * Reads a picture as usual.
     *
     * @param single whether it holds one digit, be it in pieces
     * @param withStages whether to keep what each stage looks like: up to 30 MB a reading
     * @throws NoDigitsException if there is no ink in it, or too much for a number
     */
    public static Readings of(Picture picture, boolean single, boolean withStages)
            throws NoDigitsException {
        Candidates.Found usual = found(picture, Reading.USUAL, single);
        boolean asItIs = usual.candidates().get(0).digit().stages().size() <= STAGES_AS_IT_IS;
        return new Readings(asItIs ? null : picture, single, withStages, usual);
    }

    /** The same where several digits are looked for. */
    public static Readings of(Picture picture) throws NoDigitsException {
        return of(picture, false, true);
    }

    /** Of what was normalised already: no other reading competes. */
    public static Readings of(NormalizedDigit digit) {
        Candidate only = new Candidate(0, 1, 1, digit);
        return new Readings(null, true, true, new Candidates.Found(List.of(only), 1));
    }

    /**
     * The readings that can compete with the usual one: none for an image that has MNIST's shape
     * already, or that was normalized before.
     */
    public Set<Reading> rivals() {
        return picture == null ? Set.of() : EnumSet.complementOf(EnumSet.of(Reading.USUAL));
    }

    /**
     * What may be digits by a reading.
     *
     * @return none if it finds no ink, or too much for a number
     */
    public List<Candidate> candidates(Reading reading) {
        return made.computeIfAbsent(reading, this::makeIfItCan).candidates();
    }

    /** The sum of all ink that a reading sees, where full ink is 255; that of frames aside. */
    public double ink(Reading reading) {
        return made.computeIfAbsent(reading, this::makeIfItCan).ink();
    }

    private Candidates.Found makeIfItCan(Reading reading) {
        try {
            return picture == null ? NOTHING : kept(found(picture, reading, single));
        } catch (NoDigitsException e) {
            return NOTHING;
        }
    }

    private static Candidates.Found found(Picture picture, Reading reading, boolean single)
            throws NoDigitsException {
        return single
                ? DigitNormalizer.single(picture, reading)
                : DigitNormalizer.candidates(picture, reading);
    }

    private Candidates.Found kept(Candidates.Found found) {
        return withStages
                ? found
                : new Candidates.Found(
                        found.candidates().stream().map(Candidate::withoutStages).toList(),
                        found.ink());
    }
}
