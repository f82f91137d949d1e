package org.patternscanner.handwriting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.patternscanner.handwriting.Strokes.Point;
import org.patternscanner.image.GreyImage;

/** Digits that are drawn, looked at without the network. */
class DrawnDigitTest {

    @ParameterizedTest
    @EnumSource(Pen.class)
    void seedDecidesThePicture(Pen pen) {
        for (Habit habit : Habit.values()) {
            GreyImage drawn = DrawnDigit.draw(habit, pen, 1).grey();

            assertThat(DrawnDigit.draw(habit, pen, 1).grey()).isEqualTo(drawn);
            assertThat(DrawnDigit.draw(habit, pen, 2).grey()).isNotEqualTo(drawn);
            assertThat(drawn.peak()).isLessThanOrEqualTo(255);
            assertThat(drawn.inverted().peak()).isLessThanOrEqualTo(255);
        }
    }

    @Test
    void everyDigitAndEveryDoubtfulKindIsOnBothSides() {
        assertThat(Habit.values()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(Habit.forTraining()).hasSize(Habit.values().length / 2);
        for (int digit = 0; digit < 10; digit++) {
            int wanted = digit;
            assertThat(Habit.values())
                    .filteredOn(habit -> habit.digit() == wanted)
                    .extracting(Habit::isTrainedOn)
                    .contains(true, false);
        }
        for (String kind : new String[] {"flagged one", "barred seven"}) {
            assertThat(Habit.values())
                    .filteredOn(habit -> habit.toString().endsWith(kind))
                    .extracting(Habit::isTrainedOn)
                    .contains(true, false);
        }
        assertThat(Pen.values()).extracting(Pen::isTrainedOn).contains(true, false);
    }

    /** As topology has it: how many areas of paper the ink encloses. */
    @ParameterizedTest
    @CsvSource({
        "PLAIN_ZERO, 1",
        "SLASHED_ZERO, 1",
        "CROSSED_ZERO, 2",
        "FLAGGED_ONE, 0",
        "LONG_FLAGGED_ONE, 0",
        "FOOTED_ONE, 0",
        "LOOPED_TWO, 1",
        "PLAIN_TWO, 0",
        "FLAT_THREE, 0",
        "OPEN_FOUR, 0",
        "CLOSED_FOUR, 1",
        "TWO_STROKE_FOUR, 0",
        "DETACHED_FIVE, 0",
        "ROUND_SIX, 1",
        "STRAIGHT_SIX, 1",
        "BARRED_SEVEN, 0",
        "CROSSED_EIGHT, 2",
        "OPEN_EIGHT, 1",
        "TWO_CIRCLE_EIGHT, 2",
        "HOOKED_NINE, 1",
        "STRAIGHT_NINE, 1"
    })
    void habitHasItsShape(Habit habit, int holes) {
        boolean[][] paper = new boolean[130][130];
        Ink ink = new Ink(130, 130, 3, 0);
        for (List<Point> line : Strokes.of(habit.strokes, p -> new Point(p.x() + 15, p.y() + 15))) {
            for (int i = 0; i + 1 < line.size(); i++) {
                ink.line(line.get(i), line.get(i + 1), 1);
            }
        }
        GreyImage image = ink.image((x, y, share) -> (float) share);
        for (int y = 0; y < paper.length; y++) {
            for (int x = 0; x < paper.length; x++) {
                paper[y][x] = image.at(x, y) < 0.5;
            }
        }

        assertThat(areas(paper) - 1).isEqualTo(holes);
    }

    @Test
    void picturesAreSmallAndLargeOnLightAndDarkPaper() {
        Set<Integer> sizes = new HashSet<>();
        int light = 0;
        for (int seed = 0; seed < 50; seed++) {
            GreyImage drawn = DrawnDigit.draw(Habit.FLAGGED_ONE, Pen.MEDIUM, seed).grey();
            sizes.add(drawn.longerSide());
            light += drawn.at(0, 0) > 100 ? 1 : 0;
        }

        assertThat(Collections.min(sizes)).isLessThan(50);
        assertThat(Collections.max(sizes)).isGreaterThan(150);
        assertThat(light).isBetween(25, 45);
    }

    private static int areas(boolean[][] paper) {
        int areas = 0;
        for (int y = 0; y < paper.length; y++) {
            for (int x = 0; x < paper[0].length; x++) {
                if (paper[y][x]) {
                    areas++;
                    flood(paper, x, y);
                }
            }
        }
        return areas;
    }

    private static void flood(boolean[][] paper, int x, int y) {
        Deque<int[]> open = new ArrayDeque<>();
        open.push(new int[] {x, y});
        while (!open.isEmpty()) {
            int[] at = open.pop();
            boolean inside =
                    at[0] >= 0 && at[1] >= 0 && at[1] < paper.length && at[0] < paper[0].length;
            if (inside && paper[at[1]][at[0]]) {
                paper[at[1]][at[0]] = false;
                open.push(new int[] {at[0] + 1, at[1]});
                open.push(new int[] {at[0] - 1, at[1]});
                open.push(new int[] {at[0], at[1] + 1});
                open.push(new int[] {at[0], at[1] - 1});
            }
        }
    }
}
