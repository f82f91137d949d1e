package org.patternscanner.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The connected patches of ink in a picture, and which of them make up the digit. */
final class Patches {

    /** Of the picture's longer side: the main patch of a digit is longer than a speck. */
    private static final double SPECK_SHARE = 0.02;

    /** Of the digit's ink: a part that was drawn on its own, such as the bar of a 5, has more. */
    private static final double PART_SHARE = 0.03;

    /** Of the digit's longer side: a part is not farther away. */
    private static final double NEAR_SHARE = 0.25;

    /** Of the main patch's height and ink: what stands beside it with as much is another digit. */
    private static final double OTHER_DIGIT_HEIGHT = 0.6;

    private static final double OTHER_DIGIT_INK = 0.3;

    /** Of the picture's width and height. */
    private static final double FRAME_SHARE = 0.6;

    private final GreyImage image;
    private final int[] labels; // 0 for ground, else 1 + the patch's index
    private final List<Patch> found = new ArrayList<>();

    /**
     * Finds the patches.
     *
     * @param image light ink on 0
     * @param edge pixels of at least this value are ink; diagonal neighbours are connected
     * @param core a patch that nowhere has this value is ground
     */
    Patches(GreyImage image, float edge, float core) {
        this.image = image;
        this.labels = new int[image.width() * image.height()];
        int[] queue = new int[labels.length];
        for (int start = 0; start < labels.length; start++) {
            if (labels[start] == 0 && value(start) >= edge) {
                found.add(fill(start, edge, queue));
            }
        }
        found.removeIf(patch -> patch.peak < core);
    }

    /**
     * One patch.
     *
     * @param label what its pixels carry
     * @param box around it
     * @param ink sum of its values
     * @param peak its greatest value
     */
    private record Patch(int label, Box box, double ink, float peak) {}

    /** What the picture holds: the digit, and whether another one was left out. */
    record Digit(GreyImage image, boolean hasNeighbour) {}

    /** Returns the digit: its patches with their soft edges, all else 0. */
    Digit digit() throws BlankPictureException {
        Patch main = main();
        List<Patch> others = new ArrayList<>(found);
        others.remove(main);
        boolean hasNeighbour = others.removeIf(patch -> isAnotherDigit(patch, main));
        return new Digit(keep(together(main, others)), hasNeighbour);
    }

    /** The patch with the most ink that isn't a frame around the others. */
    private Patch main() throws BlankPictureException {
        double longEnough = Math.max(2, SPECK_SHARE * image.longerSide());
        Comparator<Patch> byInk = Comparator.comparingDouble(Patch::ink);
        return found.stream()
                .filter(patch -> patch.box.longerSide() > longEnough)
                .max(Comparator.comparing((Patch patch) -> !isFrame(patch)).thenComparing(byInk))
                .orElseThrow(BlankPictureException::new);
    }

    /** A drawn frame, or the rim of the paper: large, and what was written stands inside it. */
    private boolean isFrame(Patch patch) {
        return patch.box.width() >= FRAME_SHARE * image.width()
                && patch.box.height() >= FRAME_SHARE * image.height()
                && found.stream().anyMatch(inner -> isWrittenInside(patch.box, inner.box));
    }

    private static boolean isWrittenInside(Box frame, Box inner) {
        double margin = 0.05 * frame.longerSide();
        return inner.longerSide() >= 0.1 * frame.longerSide()
                && inner.left() - frame.left() >= margin
                && inner.top() - frame.top() >= margin
                && frame.right() - inner.right() >= margin
                && frame.bottom() - inner.bottom() >= margin;
    }

    private boolean isAnotherDigit(Patch patch, Patch main) {
        return !isFrame(patch)
                && patch.box.isBeside(main.box)
                && patch.box.height() >= OTHER_DIGIT_HEIGHT * main.box.height()
                && patch.ink >= OTHER_DIGIT_INK * main.ink;
    }

    /** Adds parts until none is near; each one added makes the digit larger. */
    private boolean[] together(Patch main, List<Patch> others) {
        boolean[] kept = new boolean[labels.length + 1];
        kept[main.label] = true;
        Box box = main.box;
        List<Patch> parts = new ArrayList<>(others);
        parts.removeIf(patch -> isFrame(patch) || patch.ink < PART_SHARE * main.ink);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Patch part : List.copyOf(parts)) {
                if (part.box.gapTo(box) <= NEAR_SHARE * box.longerSide()) {
                    kept[part.label] = true;
                    box = box.union(part.box);
                    parts.remove(part);
                    grown = true;
                }
            }
        }
        return kept;
    }

    /**
     * A pixel next to a kept one is kept too: it is the soft edge, too faint to be in the patch.
     */
    private GreyImage keep(boolean[] kept) {
        return GreyImage.of(
                image.width(),
                image.height(),
                (x, y) -> {
                    for (int neighbour : neighbours(x, y)) {
                        if (kept[labels[neighbour]]) {
                            return image.at(x, y);
                        }
                    }
                    return 0;
                });
    }

    private Patch fill(int start, float edge, int[] queue) {
        int label = found.size() + 1;
        Box box = pixel(start);
        double ink = 0;
        float peak = 0;
        int end = 0;
        queue[end++] = start;
        labels[start] = label;
        for (int next = 0; next < end; next++) {
            int place = queue[next];
            box = box.union(pixel(place));
            ink += value(place);
            peak = Math.max(peak, value(place));
            for (int neighbour : neighbours(place % image.width(), place / image.width())) {
                if (labels[neighbour] == 0 && value(neighbour) >= edge) {
                    labels[neighbour] = label;
                    queue[end++] = neighbour;
                }
            }
        }
        return new Patch(label, box, ink, peak);
    }

    private float value(int place) {
        return image.at(place % image.width(), place / image.width());
    }

    private Box pixel(int place) {
        int x = place % image.width();
        int y = place / image.width();
        return new Box(x, y, x, y);
    }

    /** The places of a pixel and of its up to eight neighbours. */
    private int[] neighbours(int x, int y) {
        int[] places = new int[9];
        int count = 0;
        for (int j = Math.max(0, y - 1); j <= Math.min(image.height() - 1, y + 1); j++) {
            for (int i = Math.max(0, x - 1); i <= Math.min(image.width() - 1, x + 1); i++) {
                places[count++] = j * image.width() + i;
            }
        }
        return Arrays.copyOf(places, count);
    }
}
