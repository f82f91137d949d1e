package org.patternscanner.digit;

import java.util.List;

/**
 * What may be one digit of a picture.
 *
 * <p>Pieces of ink are counted in reading order. Where it isn't clear which of them make up a
 * digit, several candidates share a piece: each alone, and both together.
 *
 * @param from its first piece
 * @param to the piece after its last one
 * @param ink the sum of its values, where full ink is 255
 * @param digit what it looks like to MNIST's eyes
 */
public record Candidate(int from, int to, double ink, NormalizedDigit digit) {

    /** The same without its stages, each of which may have a million pixels. */
    public Candidate withoutStages() {
        return new Candidate(
                from,
                to,
                ink,
                new NormalizedDigit(digit.box(), List.of(), digit.image(), digit.warnings()));
    }
}
