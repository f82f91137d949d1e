package org.patternscanner.handwriting;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What people write that is no digit, and looks like none: letters, a cross, a scribble. The
 * strokes are written as those of a {@link Habit}.
 */
public enum Sign {
    A(true, "5,100 40,0 / 78,100 | 20,62 64,62"),
    E(true, "65,2 15,0 / 14,100 / 68,98 | 15,48 55,48"),
    F(false, "68,2 15,0 / 14,100 | 15,46 56,46"),
    H(true, "12,0 12,100 | 68,0 68,100 | 12,50 68,50"),
    K(true, "14,0 14,100 | 66,0 16,54 / 70,100"),
    M(true, "5,100 10,0 / 42,70 / 74,0 / 80,100"),
    N(false, "12,100 12,0 / 68,100 / 68,0"),
    P(false, "14,100 14,2 / 50,0 66,24 48,48 14,52"),
    R(true, "14,100 14,2 / 50,0 66,24 48,48 14,52 / 68,100"),
    T(false, "5,2 75,0 | 40,2 40,100"),
    W(true, "0,0 20,100 / 42,30 / 64,100 / 85,0"),
    X(true, "8,0 70,100 | 70,0 8,100"),
    Y(false, "8,0 40,48 / 72,0 | 40,48 40,100"),
    SMALL_A(false, "62,42 40,34 16,58 22,94 46,96 62,70 | 64,36 64,90 76,100"),
    SMALL_E(true, "16,66 66,60 56,36 30,34 12,64 24,96 50,100 68,86"),
    SMALL_H(false, "14,0 14,100 | 14,62 36,42 60,52 62,100"),
    SMALL_K(false, "16,0 16,100 | 58,40 18,72 / 60,100"),
    SMALL_M(true, "6,100 6,44 | 6,58 24,42 40,56 40,100 | 40,58 58,42 76,56 76,100"),
    SMALL_R(true, "18,100 18,42 | 18,64 36,42 60,44"),
    PLUS(true, "40,20 40,90 | 4,55 76,55"),
    HASH(false, "28,5 20,95 | 60,5 52,95 | 4,34 80,32 | 0,68 76,66"),
    STAR(true, "40,15 40,85 | 8,30 72,70 | 72,30 8,70"),
    SCRIBBLE(true, ""),
    ANGULAR_SCRIBBLE(false, "");

    private static final int FEWEST_POINTS = 4; // of a scribble

    private static final int MOST_POINTS = 15;

    private final boolean trainedOn;
    private final String strokes;

    Sign(boolean trainedOn, String strokes) {
        this.trainedOn = trainedOn;
        this.strokes = strokes;
    }

    /** The signs that a training may see. */
    static List<Sign> forTraining() {
        return Stream.of(values()).filter(Sign::isTrainedOn).toList();
    }

    /** Whether a training may see it. */
    public boolean isTrainedOn() {
        return trainedOn;
    }

    /** Its strokes; a scribble has others each time. */
    String strokes(RandomGenerator random) {
        if (!strokes.isEmpty()) {
            return strokes;
        }
        String between = this == SCRIBBLE ? " " : " / ";
        return IntStream.range(0, random.nextInt(FEWEST_POINTS, MOST_POINTS + 1))
                .mapToObj(i -> "%d,%d".formatted(random.nextInt(90), random.nextInt(101)))
                .collect(Collectors.joining(between));
    }

    /** As in "small a". */
    @Override
    public String toString() {
        String name = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return name.length() == 1 ? "letter " + name() : name;
    }
}
