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
import org.patternscanner.image.Picture;
import org.patternscanner.inspection.DigitReader.ReadDigit;
import org.patternscanner.inspection.DigitReader.ReadPicture;
import org.patternscanner.inspection.StatedProbability.Answer;

/**
 * How networks read drawn digits, each the whole way from a picture: by the habit of the writer,
 * with pens that a training may see; and by pen, of habits that a training may see.
 */
public final class HabitScores {

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
     * @param trainedOn whether {@code cnn train --habits} shows it to a network
     * @param right the pictures read right: as this digit and no other; one a network
     */
    public record Row(String name, boolean trainedOn, List<Proportion> right) {

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
            List<Drawn> drawn = draw(List.of(habit), Pen.forTraining(), pictures, seeds);
            rows.add(new Row(habit.toString(), habit.isTrainedOn(), read(drawn)));
        }
        for (Pen pen : Pen.values()) {
            List<Drawn> drawn = draw(Habit.forTraining(), List.of(pen), pictures, seeds);
            rows.add(new Row(pen + " pen", pen.isTrainedOn(), read(drawn)));
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

    /** The sum of the rows that a training may see, or of the others. */
    public Row total(boolean trainedOn) {
        List<Row> some = rows.stream().filter(row -> row.trainedOn == trainedOn).toList();
        List<Proportion> right =
                IntStream.range(0, rows.get(0).right.size())
                        .mapToObj(i -> sum(some.stream().map(row -> row.right.get(i)).toList()))
                        .toList();
        return new Row(trainedOn ? "trained on" : "never trained on", trainedOn, right);
    }

    private static Proportion sum(List<Proportion> parts) {
        return new Proportion(
                parts.stream().mapToInt(Proportion::successes).sum(),
                parts.stream().mapToInt(Proportion::trials).sum());
    }

    /**
     * A drawn picture.
     *
     * @param readings null if no ink was found
     */
    private record Drawn(int digit, @Nullable Readings readings) {}

    private static List<Drawn> draw(
            List<Habit> habits, List<Pen> pens, int pictures, SplittableRandom seeds) {
        return seeds.longs(pictures).boxed().toList().parallelStream()
                .map(seed -> draw(habits, pens, new SplittableRandom(seed)))
                .toList();
    }

    private static Drawn draw(List<Habit> habits, List<Pen> pens, SplittableRandom random) {
        Habit habit = habits.get(random.nextInt(habits.size()));
        Pen pen = pens.get(random.nextInt(pens.size()));
        try {
            Picture picture = DrawnDigit.draw(habit, pen, random.nextLong());
            return new Drawn(habit.digit(), Readings.of(picture, false, false));
        } catch (NoDigitsException e) {
            return new Drawn(habit.digit(), null);
        }
    }

    /** How many of them each network reads right. */
    private List<Proportion> read(List<Drawn> drawn) {
        List<Drawn> readable = drawn.stream().filter(each -> each.readings != null).toList();
        List<Readings> pictures = readable.stream().map(Drawn::readings).toList();
        List<Proportion> right = new ArrayList<>();
        for (int network = 0; network < networks.size(); network++) {
            List<ReadPicture> read = new DigitReader(networks.get(network)).readAll(pictures);
            int count = 0;
            for (int i = 0; i < read.size(); i++) {
                List<ReadDigit> digits = read.get(i).digits();
                boolean isRight =
                        digits.size() == 1
                                && digits.get(0).prediction().digit() == readable.get(i).digit;
                count += isRight ? 1 : 0;
                answers.get(network).add(new Answer(read.get(i).probability(), isRight));
            }
            right.add(new Proportion(count, drawn.size()));
        }
        return right;
    }
}
