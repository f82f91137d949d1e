/**
 * Digits as people write them, drawn: strokes, pens and paper, each picture decided by a seed. Half
 * of the habits are for training; the others are kept to measure what a network makes of writing
 * that it has not seen.
 *
 * <p>Internal: it may change in any release.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.handwriting;
