package org.patternscanner.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Proportion;
import org.patternscanner.digit.NoDigitsException;
import org.patternscanner.digit.Readings;
import org.patternscanner.handwriting.DrawnDigit;
import org.patternscanner.handwriting.Habit;
import org.patternscanner.handwriting.Pen;
import org.patternscanner.handwriting.Sign;
import org.patternscanner.image.Picture;
import org.patternscanner.inspection.DigitReader.ReadPicture;
import org.patternscanner.inspection.StatedProbability.Answer;

/**
 * How networks read drawn digits, each the whole way from a picture: by the habit of the writer,
 * with pens that a training may see; and by pen, of habits that a training may see.
 */
public final class HabitScores {

    private static final int NO_DIGIT = -1;

    private final List<TrainedNetwork> networks;
    private final List<List<Answer>> answers = new ArrayList<>(); // of each network
    private final List<Row> rows = new ArrayList<>();

    private HabitScores(List<TrainedNetwork> networks) {
        this.networks = networks;
        networks.forEach(network -> answers.add(new ArrayList<>()));
    }

    /**
     * How one habit or pen was read.
     *
     * @param name as in "flagged one" or "broken pen"
     * @param isDigit false for a sign that is none
     * @param trainedOn whether {@code cnn train --habits} shows it to a network
     * @param right the pictures read right: as this digit and no other; of a sign that is none,
     *     those that are in doubt or refused; one a network
     */
    public record Row(String name, boolean isDigit, boolean trainedOn, List<Proportion> right) {

        /** Copies the list. */
        public Row {
            right = List.copyOf(right);
        }
    }

    /**
     * Measures networks on the same pictures.
     *
     * @param pictures how many for each row
     * @param seed decides the pictures; a training that has it has other ones all the same
     */
    public static HabitScores of(List<TrainedNetwork> networks, int pictures, long seed) {
        HabitScores scores = new HabitScores(networks);
        scores.measure(pictures, new SplittableRandom(seed));
        return scores;
    }

    private void measure(int pictures, SplittableRandom seeds) {
        for (Habit habit : Habit.values()) {
            List<Drawn> drawn =
                    draw(
                            pictures,
                            seeds,
                            random -> draw(List.of(habit), Pen.forTraining(), random));
            rows.add(new Row(habit.toString(), true, habit.isTrainedOn(), read(drawn)));
        }
        for (Pen pen : Pen.values()) {
            List<Drawn> drawn =
                    draw(
                            pictures,
                            seeds,
                            random -> draw(Habit.forTraining(), List.of(pen), random));
            rows.add(new Row(pen + " pen", true, pen.isTrainedOn(), read(drawn)));
        }
        for (Sign sign : Sign.values()) {
            List<Drawn> drawn = draw(pictures, seeds, random -> draw(sign, random));
            rows.add(new Row(sign.toString(), false, sign.isTrainedOn(), read(drawn)));
        }
    }

    /** A row for each habit, then one for each pen. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** Of each network, what it said of all these pictures, and whether that was so. */
    public List<List<StatedProbability>> stated() {
        return answers.stream().map(StatedProbability::of).toList();
    }

    /** Four sums: of the digits and of the signs, those that a training may see and the others. */
    public List<Row> totals() {
        return List.of(
                total("digits", true, true),
                total("digits", true, false),
                total("no digits", false, true),
                total("no digits", false, false));
    }

    private Row total(String name, boolean isDigit, boolean trainedOn) {
        List<Row> some =
                rows.stream()
                        .filter(row -> row.isDigit == isDigit && row.trainedOn == trainedOn)
                        .toList();
        List<Proportion> right =
                IntStream.range(0, networks.size())
                        .mapToObj(i -> sum(some.stream().map(row -> row.right.get(i)).toList()))
                        .toList();
        return new Row(name, isDigit, trainedOn, right);
    }

    private static Proportion sum(List<Proportion> parts) {
        return new Proportion(
                parts.stream().mapToInt(Proportion::successes).sum(),
                parts.stream().mapToInt(Proportion::trials).sum());
    }

    /**
     * A drawn picture.
     *
     * @param digit of a sign, which is none, {@link #NO_DIGIT}
     * @param readings null if no ink was found
     */
    private record Drawn(int digit, @Nullable Readings readings) {

        boolean isSign() {
            return digit == NO_DIGIT;
        }

        boolean isRight(ReadPicture read) {
            return isSign()
                    ? read.isInDoubt()
                    : read.digits().size() == 1
                            && read.digits().get(0).prediction().digit() == digit;
        }
    }

    private interface Drawing {
        Drawn by(SplittableRandom random);
    }

    private static List<Drawn> draw(int pictures, SplittableRandom seeds, Drawing drawing) {
        return seeds.longs(pictures).boxed().toList().parallelStream()
                .map(seed -> drawing.by(new SplittableRandom(seed)))
                .toList();
    }

    private static Drawn draw(List<Habit> habits, List<Pen> pens, SplittableRandom random) {
        Habit habit = anyOf(habits, random);
        return drawn(habit.digit(), DrawnDigit.draw(habit, anyOf(pens, random), random.nextLong()));
    }

    private static Drawn draw(Sign sign, SplittableRandom random) {
        Pen pen = anyOf(Pen.forTraining(), random);
        return drawn(NO_DIGIT, DrawnDigit.draw(sign, pen, random.nextLong()));
    }

    private static <T> T anyOf(List<T> some, SplittableRandom random) {
        return some.get(random.nextInt(some.size()));
    }

    private static Drawn drawn(int digit, Picture picture) {
        try {
            return new Drawn(digit, Readings.of(picture, false, false));
        } catch (NoDigitsException e) {
            return new Drawn(digit, null);
        }
    }

    /** How many of them each network reads right. */
    private List<Proportion> read(List<Drawn> drawn) {
        List<Drawn> readable = drawn.stream().filter(each -> each.readings != null).toList();
        List<Readings> pictures = readable.stream().map(Drawn::readings).toList();
        int refused =
                (int) drawn.stream().filter(each -> each.isSign() && each.readings == null).count();
        List<Proportion> right = new ArrayList<>();
        for (int network = 0; network < networks.size(); network++) {
            List<ReadPicture> read = new DigitReader(networks.get(network)).readAll(pictures);
            int count = refused;
            for (int i = 0; i < read.size(); i++) {
                boolean isRight = readable.get(i).isRight(read.get(i));
                count += isRight ? 1 : 0;
                if (!readable.get(i).isSign()) {
                    answers.get(network).add(new Answer(read.get(i).probability(), isRight));
                }
            }
            right.add(new Proportion(count, drawn.size()));
        }
        return right;
    }
}
