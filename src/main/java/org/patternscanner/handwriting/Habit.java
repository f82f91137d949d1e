package org.patternscanner.handwriting;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A way to write a digit.
 *
 * <p>Its strokes are points that a pen passes, "x,y" in hundredths of the digit's height from the
 * top left of its box. The curve through them is smooth, but for a corner ({@code /}) at the point
 * before; {@code |} lifts the pen.
 */
public enum Habit {
    PLAIN_ZERO(0, true, "42,0 12,24 10,70 38,100 66,74 68,26 42,0"),
    SLASHED_ZERO(0, true, "42,0 12,24 10,70 38,100 66,74 68,26 42,0 | 58,20 20,80"),
    CROSSED_ZERO(0, false, "42,0 12,24 10,70 38,100 66,74 68,26 42,0 | 82,-6 -4,106"),
    PLAIN_ONE(1, true, "50,0 48,100"),
    FLAGGED_ONE(1, true, "28,26 55,0 / 55,100"),
    LONG_FLAGGED_ONE(1, true, "8,48 52,0 / 52,100"),
    SHORT_FLAGGED_ONE(1, false, "36,14 54,0 / 50,100"),
    STEEP_FLAGGED_ONE(1, false, "32,52 54,0 / 52,100"),
    FOOTED_ONE(1, false, "30,24 55,0 / 55,100 | 30,100 80,100"),
    LOOPED_TWO(2, true, "14,24 32,2 60,10 56,42 22,88 8,92 10,76 30,82 52,98 80,92"),
    PLAIN_TWO(2, false, "12,26 32,2 62,14 54,46 10,98 / 75,97"),
    ROUND_THREE(3, true, "12,14 38,0 60,20 34,46 / 66,70 42,100 8,88"),
    FLAT_THREE(3, false, "12,2 66,2 / 34,42 / 66,68 42,100 8,90"),
    OPEN_FOUR(4, true, "22,2 12,58 / 72,58 | 56,25 54,100"),
    CLOSED_FOUR(4, false, "80,65 10,65 / 58,0 / 58,100"),
    TWO_STROKE_FOUR(4, false, "20,4 15,52 / 50,50 | 70,12 66,100"),
    PLAIN_FIVE(5, true, "68,2 22,4 / 18,44 / 50,40 68,66 48,98 10,92"),
    DETACHED_FIVE(5, false, "20,10 17,46 / 48,40 66,68 46,99 10,92 | 38,2 76,-2"),
    ROUND_SIX(6, true, "60,4 28,30 12,66 30,98 62,84 58,58 30,56 14,74"),
    STRAIGHT_SIX(6, false, "56,0 14,70 / 30,98 60,86 56,60 32,56 19,62"),
    PLAIN_SEVEN(7, true, "15,5 75,3 / 40,100"),
    BARRED_SEVEN(7, true, "12,4 75,2 / 38,100 | 28,50 72,48"),
    LOW_BARRED_SEVEN(7, false, "12,4 75,2 / 38,100 | 22,68 66,66"),
    SLANT_BARRED_SEVEN(7, false, "12,4 75,2 / 38,100 | 30,62 76,36"),
    HOOKED_SEVEN(7, true, "10,22 14,3 / 76,2 / 38,100 | 26,52 72,50"),
    CROSSED_EIGHT(8, true, "60,16 38,0 16,20 38,46 64,74 38,100 10,76 38,46 60,16"),
    OPEN_EIGHT(8, false, "66,12 40,0 16,20 38,46 64,76 38,100 10,76 40,46 52,16"),
    TWO_CIRCLE_EIGHT(8, false, "40,0 20,22 40,46 60,22 40,0 | 40,46 12,72 40,100 68,72 40,46"),
    HOOKED_NINE(9, true, "64,22 44,2 16,18 22,46 50,46 66,18 64,60 50,94 26,98 12,86"),
    STRAIGHT_NINE(9, false, "64,20 44,2 16,18 22,46 50,46 65,15 / 60,100");

    private final int digit;
    private final boolean trainedOn;
    final String strokes;

    Habit(int digit, boolean trainedOn, String strokes) {
        this.digit = digit;
        this.trainedOn = trainedOn;
        this.strokes = strokes;
    }

    /** The habits that a training may see. */
    public static List<Habit> forTraining() {
        return Stream.of(values()).filter(Habit::isTrainedOn).toList();
    }

    /** Which digit it writes, 0 to 9. */
    public int digit() {
        return digit;
    }

    /** Whether a training may see it; the others measure how far that carries. */
    public boolean isTrainedOn() {
        return trainedOn;
    }

    /** As in "flagged one". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
