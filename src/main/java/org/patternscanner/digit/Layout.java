package org.patternscanner.digit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.patternscanner.image.Box;

/** Which patches of ink make up which digit, and in what order the digits are read. */
final class Layout {

    private static final String MORE_THAN_ONE =
            "There is more than one digit in the picture: the one with most ink is taken.";

    /** Of the picture's shorter side: the main patch of a digit is longer than a speck. */
    private static final double SPECK_SHARE = 0.015;

    /** Pixels: where it hangs together, noise is as long. */
    private static final int NOISE = 6;

    /** Of the digit's ink: a part that was drawn on its own, such as the bar of a 5, has more. */
    private static final double PART_SHARE = 0.03;

    /** Of the digit's longer side: a part is not farther away. */
    private static final double NEAR_SHARE = 0.25;

    /** Of the largest digit's height and ink: another digit has as much, a 1 beside an 8 too. */
    private static final double DIGIT_HEIGHT = 0.5;

    private static final double DIGIT_INK = 0.12;

    /** Of the largest digit's height: what is as tall is a digit with little ink too, a thin 1. */
    private static final double FULL_HEIGHT_OF_MAIN = 0.75;

    private static final double THIN_INK = 0.04;

    /** Of the narrower one's width: two patches that overlap by more stand above one another. */
    private static final double SAME_COLUMN = 0.4;

    /** Of the shorter one's height: two that overlap by more stand side by side. */
    private static final double SAME_ROW = 0.5;

    /** Of the taller one's height: parts of one digit that stand above one another are closer. */
    private static final double GAP_IN_DIGIT = 0.15;

    /** Of the largest digit's height: two parts of one digit aren't taller together. */
    private static final double TALLEST = 1.3;

    /** Of its height: one digit isn't wider. */
    private static final double WIDEST = 1.3;

    /** Of the height of both: a stroke of a digit is shorter than the digit. */
    private static final double FULL_HEIGHT = 0.75;

    /** Width over height of a line below a digit, or of a minus. */
    private static final double FLAT = 2.5;

    /** So many have most ink of all: the others can't be parts of digits, and would take long. */
    private static final int MOST_PATCHES = 1_000;

    /** Digits on one picture: where there are more patches as large as digits, it is no number. */
    private static final int MOST_DIGITS = 100;

    private final Patches patches;
    private final List<Patch> candidates;
    private final double ink; // of all but frames
    private final Patch main; // the one with most ink

    /**
     * Looks for them.
     *
     * @param reading whether long lines are strokes
     */
    Layout(Patches patches, Reading reading) throws NoDigitsException {
        this.patches = patches;
        if (areSpecks(patches.found())) {
            throw NoDigitsException.blank();
        }
        List<Patch> strongest = strongest(patches.found(), MOST_PATCHES);
        NotWriting notWriting = new NotWriting(patches, strongest);
        List<Patch> inside = new ArrayList<>(strongest);
        inside.removeIf(notWriting::isFrame);
        this.ink = inside.stream().mapToDouble(Patch::ink).sum();
        if (reading != Reading.LINES_KEPT) {
            inside.removeIf(notWriting::isEdge);
        }
        this.candidates = areSpecks(inside) ? strongest : inside;
        this.main = Collections.max(candidates, Comparator.comparingDouble(Patch::ink));
        int digits = 1 + (int) candidates.stream().filter(this::isAnotherDigit).count();
        if (digits > MOST_DIGITS) {
            throw NoDigitsException.tooMany(digits, MOST_DIGITS);
        }
    }

    private boolean areSpecks(List<Patch> some) {
        int side = patches.image().shorterSide();
        double longest = Math.max(Math.min(NOISE, side / 6.0), SPECK_SHARE * side);
        return some.stream().allMatch(patch -> patch.box().longerSide() <= longest);
    }

    /** Those with most ink, in their order. */
    static List<Patch> strongest(List<Patch> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        Set<Patch> kept =
                all.stream()
                        .sorted(Comparator.comparingDouble(Patch::ink).reversed())
                        .limit(most)
                        .collect(Collectors.toSet());
        return all.stream().filter(kept::contains).toList();
    }

    /** Patches that make up one digit, and the box around them. */
    record Group(List<Patch> patches, Box box) {

        static Group of(Patch patch) {
            return new Group(List.of(patch), patch.box());
        }

        Group with(Group other) {
            List<Patch> both = new ArrayList<>(patches);
            both.addAll(other.patches);
            return new Group(both, box.union(other.box));
        }

        boolean contains(Group other) {
            return patches.containsAll(other.patches);
        }

        double ink() {
            return patches.stream().mapToDouble(Patch::ink).sum();
        }
    }

    /**
     * A digit without the line below it, or the minus before it, if it has one: what stands wholly
     * below, or to the left in the middle, and is flat.
     */
    static Optional<Group> withoutBar(Group group) {
        return group.patches().stream()
                .filter(patch -> isBar(patch.box(), without(group, patch).box()))
                .map(patch -> without(group, patch))
                .findFirst();
    }

    private static Group without(Group group, Patch patch) {
        List<Patch> others =
                group.patches().stream().filter(other -> !other.equals(patch)).toList();
        Box box = others.stream().map(Patch::box).reduce(Box::union).orElse(group.box());
        return new Group(others, box);
    }

    private static boolean isBar(Box bar, Box digit) {
        boolean flat = bar.width() >= FLAT * bar.height();
        boolean below = bar.top() > digit.bottom() && bar.width() >= digit.width() / 2;
        boolean before = bar.right() < digit.left() && bar.isInRowOf(digit);
        return flat && (below || before);
    }

    /** The one digit: the patch with most ink, and all near it that may be a part of it. */
    Group largest() {
        Group whole = Group.of(main);
        List<Patch> left = new ArrayList<>(candidates);
        left.remove(main);
        left.removeIf(patch -> patch.ink() < PART_SHARE * main.ink());
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Patch part : List.copyOf(left)) {
                if (isPartOf(whole, part)) {
                    whole = whole.with(Group.of(part));
                    left.remove(part);
                    grown = true;
                }
            }
        }
        return whole;
    }

    /** All ink that is no speck. */
    Group everything() {
        Group whole = Group.of(main);
        for (Patch part : candidates) {
            if (!part.equals(main) && part.ink() >= PART_SHARE * main.ink()) {
                whole = whole.with(Group.of(part));
            }
        }
        return whole;
    }

    /** The sum of all ink, that of frames aside. */
    double ink() {
        return ink;
    }

    private boolean isPartOf(Group whole, Patch part) {
        return isAnotherDigit(part)
                ? mayBeOne(whole, Group.of(part))
                : part.box().gapTo(whole.box()) <= NEAR_SHARE * whole.box().longerSide();
    }

    /** What to say of the largest one: whether something as large as a digit stands beside it. */
    List<String> warnings() {
        List<Patch> taken = largest().patches();
        boolean hasNeighbors =
                candidates.stream()
                        .anyMatch(patch -> !taken.contains(patch) && isAnotherDigit(patch));
        return hasNeighbors ? List.of(MORE_THAN_ONE) : List.of();
    }

    /**
     * What stands apart and is as large as a digit, with the small parts that belong to it: row by
     * row, from left to right.
     */
    List<Group> groups() {
        List<Group> digits = new ArrayList<>();
        List<Patch> parts = new ArrayList<>();
        for (Patch patch : candidates) {
            if (patch.equals(main) || isAnotherDigit(patch)) {
                digits.add(Group.of(patch));
            } else {
                parts.add(patch);
            }
        }
        return inReadingOrder(withParts(mergedColumns(digits), parts));
    }

    /**
     * Whether two neighbours may be two strokes of one digit, such as a 4 left open. Two of full
     * height are two digits.
     */
    static boolean mayBeOne(Group a, Group b) {
        Box both = a.box().union(b.box());
        int shorter = Math.min(a.box().height(), b.box().height());
        return a.box().gapTo(b.box()) <= GAP_IN_DIGIT * both.height()
                && both.width() <= WIDEST * both.height()
                && shorter <= FULL_HEIGHT * both.height();
    }

    private boolean isAnotherDigit(Patch patch) {
        return !patch.equals(main)
                && patch.box().height() >= DIGIT_HEIGHT * main.box().height()
                && patch.ink() >= leastInk(patch) * main.ink();
    }

    private double leastInk(Patch patch) {
        boolean tall = patch.box().height() >= FULL_HEIGHT_OF_MAIN * main.box().height();
        return tall ? THIN_INK : DIGIT_INK;
    }

    /** Large pieces of one digit that stand above one another. */
    private List<Group> mergedColumns(List<Group> digits) {
        List<Group> merged = new ArrayList<>();
        for (Group digit : digits) {
            Group whole = digit;
            for (Group other : List.copyOf(merged)) {
                if (belongTogether(whole.box(), other.box())) {
                    merged.remove(other);
                    whole = whole.with(other);
                }
            }
            merged.add(whole);
        }
        return merged;
    }

    private boolean belongTogether(Box a, Box b) {
        int narrower = Math.min(a.width(), b.width());
        int taller = Math.max(a.height(), b.height());
        return a.sharedColumns(b) >= SAME_COLUMN * narrower
                && a.rowsBetween(b) <= GAP_IN_DIGIT * taller
                && a.sharedRows(b) <= SAME_ROW * Math.min(a.height(), b.height())
                && a.union(b).height() <= TALLEST * main.box().height();
    }

    /** Gives each part to the digit that it is nearest to, if it is near and no speck. */
    private static List<Group> withParts(List<Group> digits, List<Patch> parts) {
        List<Group> whole = new ArrayList<>(digits);
        for (Patch part : parts) {
            Group nearest =
                    digits.stream()
                            .min(Comparator.comparingInt(digit -> part.box().gapTo(digit.box())))
                            .orElseThrow();
            int place = digits.indexOf(nearest);
            boolean near =
                    part.box().gapTo(nearest.box()) <= NEAR_SHARE * nearest.box().longerSide();
            if (near && part.ink() >= PART_SHARE * nearest.ink()) {
                whole.set(place, whole.get(place).with(Group.of(part)));
            }
        }
        return whole;
    }

    /** A digit whose middle lies between the top and the bottom of another is in its row. */
    private static List<Group> inReadingOrder(List<Group> digits) {
        List<Group> left = new ArrayList<>(digits);
        List<Group> order = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Group> row = topRow(left);
            row.sort(Comparator.comparingInt(digit -> digit.box().left()));
            order.addAll(row);
            left.removeAll(row);
        }
        return order;
    }

    private static List<Group> topRow(List<Group> digits) {
        Group top =
                digits.stream()
                        .min(Comparator.comparingInt(digit -> digit.box().bottom()))
                        .orElseThrow();
        List<Group> row = new ArrayList<>(List.of(top));
        for (int i = 0; i < row.size(); i++) {
            Box box = row.get(i).box();
            digits.stream()
                    .filter(digit -> !row.contains(digit) && digit.box().isInRowOf(box))
                    .forEach(row::add);
        }
        return row;
    }
}
