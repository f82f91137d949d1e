package org.patternscanner.inspection;

import org.patternscanner.digit.Reading;

/**
 * A reading that competed with others.
 *
 * @param text its digits
 * @param probability of the least sure one
 * @param leftOut how much of the ink is in none of them, from 0 to 1
 * @param score the sum of the logarithms of the probabilities, less what is left out and what
 *     MNIST's digits don't have
 */
public record Rival(
        Reading reading, String text, double probability, double leftOut, double score) {}
