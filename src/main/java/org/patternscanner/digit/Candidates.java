package org.patternscanner.digit;

import java.util.ArrayList;
import java.util.List;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;

/** What may be one digit: a piece of ink, a group of pieces, two neighbours, or all. */
final class Candidates {

    private static final String PARTED = "It touches its neighbour: they were parted.";

    private static final String BAR = "A line below or before the digit was left out.";

    /** Of the whole: a digit that touches others is as tall as they are, more or less. */
    private static final double TALL = 0.6;

    /** Width over height: a digit isn't wider. */
    private static final double WIDEST_DIGIT = 1.3;

    /** Width over height: up to it, what could be parted may be one digit all the same. */
    private static final double WIDEST_WHOLE = 1.6;

    /** A digit isn't broken into more. */
    private static final int MOST_GROUPS = 4;

    /** Of 255: a pixel is ink from here on. */
    private static final float INK = 128;

    /**
     * What was found.
     *
     * @param ink the sum of all ink of the picture, that of frames aside
     */
    record Found(List<Candidate> candidates, double ink) {}

    private final Cutting cutting;
    private final Layout layout;
    private final List<Candidate> all = new ArrayList<>();

    Candidates(Cutting cutting, Layout layout) {
        this.cutting = cutting;
        this.layout = layout;
    }

    /** What may be the only digit: the largest group, or all. */
    Found asOne() throws NoDigitsException {
        Layout.Group largest = layout.largest();
        add(0, 1, largest, layout.warnings());
        addWithoutBar(0, 1, largest);
        if (!largest.contains(layout.everything())) {
            add(0, 1, layout.everything(), List.of());
        }
        return new Found(all, layout.ink());
    }

    Found all() throws NoDigitsException {
        List<Layout.Group> groups = layout.groups();
        int[] firstPiece = new int[groups.size() + 1];
        for (int i = 0; i < groups.size(); i++) {
            firstPiece[i + 1] = firstPiece[i] + addPieces(groups.get(i), firstPiece[i]);
        }
        for (int i = 0; i < groups.size(); i++) {
            Layout.Group whole = groups.get(i);
            for (int j = i + 1; j < Math.min(groups.size(), i + MOST_GROUPS); j++) {
                if (!Layout.mayBeOne(whole, groups.get(j))) {
                    break;
                }
                whole = whole.with(groups.get(j));
                add(firstPiece[i], firstPiece[j + 1], whole, List.of());
            }
        }
        Layout.Group largest = layout.largest();
        int pieces = firstPiece[groups.size()];
        boolean isNew =
                groups.size() > 1
                        && all.stream().noneMatch(one -> one.from() == 0 && one.to() == pieces);
        if (isNew && groups.stream().allMatch(largest::contains)) {
            add(0, pieces, largest, List.of());
        }
        return new Found(all, layout.ink());
    }

    /** Adds a group, and what it can be parted into; returns its number of pieces. */
    private int addPieces(Layout.Group group, int first) throws NoDigitsException {
        Cutting.CutOut cleaned = cutting.cut(group);
        Box whole = cleaned.inkBox();
        TouchingDigits touching = new TouchingDigits(cleaned.image().crop(whole));
        Box place = whole.moved(cleaned.place().left(), cleaned.place().top());
        int pieces = touching.parts();
        boolean[] begins = new boolean[pieces + 1]; // whether some digits end before a piece
        begins[0] = true;
        for (int from = 0; from < pieces; from++) {
            boolean fits = begins[from];
            for (int to = from + 1; fits && to <= pieces && to - from < pieces; to++) {
                GreyImage part = touching.only(from, to);
                Box box = Box.around(part, INK).orElse(null);
                fits = box == null || box.width() <= WIDEST_DIGIT * whole.height();
                if (box != null && isDigit(box, whole)) {
                    NormalizedDigit digit =
                            cutting.toMnistShape(
                                    new Cutting.CutOut(part, place), box, List.of(PARTED));
                    all.add(new Candidate(first + from, first + to, part.sum(), digit));
                    begins[to] = true;
                }
            }
        }
        if (!begins[pieces] || whole.width() <= WIDEST_WHOLE * whole.height()) {
            NormalizedDigit digit = cutting.toMnistShape(cleaned, whole, List.of());
            all.add(new Candidate(first, first + pieces, group.ink(), digit));
        }
        addWithoutBar(first, first + pieces, group);
        return pieces;
    }

    /** Whether a part is as tall as the whole, more or less, and not too wide. */
    private static boolean isDigit(Box part, Box whole) {
        return part.height() >= TALL * whole.height()
                && part.width() <= WIDEST_DIGIT * part.height();
    }

    private void addWithoutBar(int from, int to, Layout.Group group) throws NoDigitsException {
        Layout.Group withoutBar = Layout.withoutBar(group).orElse(null);
        if (withoutBar != null) {
            add(from, to, withoutBar, List.of(BAR));
        }
    }

    private void add(int from, int to, Layout.Group group, List<String> warnings)
            throws NoDigitsException {
        NormalizedDigit digit = cutting.digit(group, warnings);
        all.add(new Candidate(from, to, group.ink(), digit));
    }
}
