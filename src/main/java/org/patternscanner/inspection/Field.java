package org.patternscanner.inspection;

import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.ReceptiveField.Span;
import org.patternscanner.data.LabelledImages;

/**
 * The pixels that a unit sees; some may lie in the padding.
 *
 * @param rows of the image
 * @param columns of the image
 */
record Field(Span rows, Span columns) {

    /** The field of a unit at a place of a layer's map. A dense unit sees the whole image. */
    static Field of(Architecture.Step step, int row, int column) {
        if (step.isSpatial()) {
            return new Field(step.field().of(row), step.field().of(column));
        }
        Span all = new Span(0, LabelledImages.SIDE - 1);
        return new Field(all, all);
    }

    /** Cuts it out of an image of 784 bytes; {@link Patterns#OUTSIDE} marks the padding. */
    int[][] crop(byte[] image) {
        int[][] crop = new int[rows.size()][columns.size()];
        for (int i = 0; i < crop.length; i++) {
            for (int j = 0; j < crop[i].length; j++) {
                crop[i][j] = pixel(image, rows.first() + i, columns.first() + j);
            }
        }
        return crop;
    }

    private static int pixel(byte[] image, int row, int column) {
        int side = LabelledImages.SIDE;
        boolean inside = row >= 0 && row < side && column >= 0 && column < side;
        return inside ? Byte.toUnsignedInt(image[row * side + column]) : Patterns.OUTSIDE;
    }
}
