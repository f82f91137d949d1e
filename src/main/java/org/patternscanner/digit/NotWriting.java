package org.patternscanner.digit;

import java.util.List;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;

/** Which patches of ink are no writing: frames, the rim of the paper, shadows, objects. */
final class NotWriting {

    /** Of the picture's width and height. */
    private static final double FRAME_SHARE = 0.6;

    /** Of a frame's height: so tall is at least, and at most, a digit in it. */
    private static final double LEAST_IN_SHEET = 0.1;

    private static final double LEAST_IN_FRAME = 0.25;
    private static final double MOST_IN_FRAME = 0.8;

    /** Of the strokes of all else: an object at the rim is so much thicker. */
    private static final double THICK = 2;

    /** Length over width of a straight line, and how much longer than all else the rim is. */
    private static final double LINE = 8;

    private static final double LONGER_THAN_DIGITS = 1.5;

    /** Of a side of the picture: what covers more of it is the edge of the paper or a shadow. */
    private static final double EDGE_SHARE = 0.6;

    /** Of the ink of a frame: what stands in it has as much. */
    private static final double THIN_INK = 0.04;

    /** Width over height: one digit isn't wider. */
    private static final double WIDEST = 1.3;

    /** How much taller one digit of a number is than another. */
    private static final double TALLEST = 1.3;

    /** With so many others an object's strokes are compared, for that takes long. */
    private static final int COMPARED = 100;

    private final Patches patches;
    private final List<Patch> strongest;

    /**
     * Takes what there is.
     *
     * @param strongest the patches that may be writing, or not
     */
    NotWriting(Patches patches, List<Patch> strongest) {
        this.patches = patches;
        this.strongest = strongest;
    }

    /**
     * A circle, a box, the joined boxes of a form, or the rim of the paper: a digit stands inside.
     * One that is nearly as tall is rather a part: the slash of a 0.
     */
    boolean isFrame(Patch patch) {
        GreyImage image = patches.image();
        boolean large =
                patch.box().width() >= FRAME_SHARE * image.width()
                        && patch.box().height() >= FRAME_SHARE * image.height();
        double least = large ? LEAST_IN_SHEET : LEAST_IN_FRAME;
        return strongest.stream()
                .filter(inner -> isWrittenInside(patch.box(), inner.box()))
                .anyMatch(
                        inner ->
                                inner.box().height() >= least * patch.box().height()
                                        && (large || inner.ink() >= THIN_INK * patch.ink()));
    }

    private static boolean isWrittenInside(Box frame, Box inner) {
        double margin = 0.05 * Math.min(frame.width(), frame.height());
        return inner.height() <= MOST_IN_FRAME * frame.height()
                && inner.left() - frame.left() >= margin
                && inner.top() - frame.top() >= margin
                && frame.right() - inner.right() >= margin
                && frame.bottom() - inner.bottom() >= margin;
    }

    /** What runs along the rim and is no digit, or is a straight line much longer than all else. */
    boolean isEdge(Patch patch) {
        if (patches.touchesRim(patch) && isThick(patch)) {
            return true;
        }
        if (patch.box().longerSide() < EDGE_SHARE * patches.image().shorterSide()) {
            return false;
        }
        int sides = patches.sidesAlong(patch, EDGE_SHARE);
        return sides > 1 || (sides == 1 && !standsByDigits(patch)) || isLongestLine(patch);
    }

    /** Such as a telephone beside the sheet: no pen draws so thick among thinner strokes. */
    private boolean isThick(Patch patch) {
        double width = patches.strokeWidth(patch);
        List<Patch> others =
                Layout.strongest(strongest, COMPARED).stream()
                        .filter(other -> !patches.touchesRim(other))
                        .filter(other -> other.box().longerSide() > width)
                        .toList();
        return !others.isEmpty()
                && others.stream().allMatch(other -> patches.strokeWidth(other) * THICK <= width);
    }

    /**
     * As in a picture that was cut to its number: a 1 fills the last column, others are as tall.
     */
    private boolean standsByDigits(Patch patch) {
        int height = patch.box().height();
        return patch.box().width() <= WIDEST * height
                && strongest.stream()
                        .filter(other -> other.box().height() * TALLEST >= height)
                        .filter(other -> other.box().height() <= TALLEST * height)
                        .anyMatch(other -> patches.sidesAlong(other, EDGE_SHARE) == 0);
    }

    private boolean isLongestLine(Patch patch) {
        Box box = patch.box();
        int shorter = Math.min(box.width(), box.height());
        return box.longerSide() >= LINE * shorter
                && strongest.stream()
                        .filter(other -> !other.equals(patch))
                        .allMatch(
                                other ->
                                        other.box().longerSide() * LONGER_THAN_DIGITS
                                                < box.longerSide());
    }
}
