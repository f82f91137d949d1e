package org.patternscanner.digit;

import org.patternscanner.image.Box;

/**
 * A connected patch of ink.
 *
 * @param label what its pixels carry in {@link Patches}
 * @param box around it
 * @param ink sum of its values
 * @param peak its greatest value
 */
record Patch(int label, Box box, double ink, float peak) {}
