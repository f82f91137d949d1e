package org.patternscanner.training;

import java.util.function.IntFunction;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.LabelledRows;
import org.patternscanner.network.Normalization;

/**
 * What a network learns from.
 *
 * @param size how many examples
 * @param loader makes a loader with room for a number of them
 */
record Examples(int size, IntFunction<ShareLoader> loader) {

    /** Images. */
    static Examples of(LabelledImages images, Normalization normalization, boolean augment) {
        return new Examples(
                images.size(), most -> new ImageLoader(images, normalization, augment, most));
    }

    /** Rows of a table. */
    static Examples of(LabelledRows rows) {
        return new Examples(rows.size(), most -> new RowLoader(rows, most));
    }
}
