package org.patternscanner.digit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;

/** The connected patches of ink in a picture. Diagonal neighbours are connected. */
final class Patches {

    private final GreyImage image;
    private final int[] labels; // 0 for ground, else 1 + the patch's index
    private final List<Patch> found = new ArrayList<>();

    /**
     * Finds them.
     *
     * @param image light ink on 0
     * @param edge pixels of at least this value are ink
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
        found.removeIf(patch -> patch.peak() < core);
    }

    GreyImage image() {
        return image;
    }

    /** All patches, from the top of the picture downwards. */
    List<Patch> found() {
        return Collections.unmodifiableList(found);
    }

    /** Along how many of the picture's four sides a patch runs: it fills this share of each. */
    int sidesAlong(Patch patch, double share) {
        int right = image.width() - 1;
        int bottom = image.height() - 1;
        return (int)
                Stream.of(
                                new Box(0, 0, 0, bottom),
                                new Box(right, 0, right, bottom),
                                new Box(0, 0, right, 0),
                                new Box(0, bottom, right, bottom))
                        .filter(side -> filled(patch, side) >= share * side.longerSide())
                        .count();
    }

    boolean touchesRim(Patch patch) {
        Box box = patch.box();
        return box.left() == 0
                || box.top() == 0
                || box.right() == image.width() - 1
                || box.bottom() == image.height() - 1;
    }

    /** The mean width of a patch's strokes, in pixels: twice its area over its outline. */
    double strokeWidth(Patch patch) {
        return Strokes.width(
                patch.box().width(),
                patch.box().height(),
                (x, y) -> {
                    int i = patch.box().left() + x;
                    int j = patch.box().top() + y;
                    return labels[j * image.width() + i] == patch.label();
                });
    }

    private int filled(Patch patch, Box part) {
        int count = 0;
        for (int y = part.top(); y <= part.bottom(); y++) {
            for (int x = part.left(); x <= part.right(); x++) {
                count += labels[y * image.width() + x] == patch.label() ? 1 : 0;
            }
        }
        return count;
    }

    /**
     * These patches alone, and their soft edges: a pixel next to a patch is kept though it is too
     * faint to be in it.
     *
     * @param within the part of the picture that is wanted
     */
    GreyImage only(Collection<Patch> patches, Box within) {
        boolean[] kept = new boolean[labels.length + 1];
        patches.forEach(patch -> kept[patch.label()] = true);
        return GreyImage.of(
                within.width(),
                within.height(),
                (i, j) -> {
                    int x = within.left() + i;
                    int y = within.top() + j;
                    return isInOrNextTo(kept, x, y) ? image.at(x, y) : 0;
                });
    }

    private boolean isInOrNextTo(boolean[] kept, int x, int y) {
        int right = Math.min(image.width() - 1, x + 1);
        int bottom = Math.min(image.height() - 1, y + 1);
        for (int j = Math.max(0, y - 1); j <= bottom; j++) { // asked of every pixel: no lists
            for (int i = Math.max(0, x - 1); i <= right; i++) {
                if (kept[labels[j * image.width() + i]]) {
                    return true;
                }
            }
        }
        return false;
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
