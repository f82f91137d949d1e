package org.patternscanner.inspection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Proportion;
import org.patternscanner.digit.Candidate;
import org.patternscanner.digit.DigitNormalizer;
import org.patternscanner.digit.NoDigitsException;
import org.patternscanner.handwriting.DrawnDigit;
import org.patternscanner.handwriting.Habit;
import org.patternscanner.handwriting.Pen;
import org.patternscanner.inspection.DigitReader.ReadDigit;

/**
 * How networks read drawn digits, each the whole way from a picture: by the habit of the writer,
 * with pens that a training may see; and by pen, of habits that a training may see.
 */
public final class HabitScores {

    private final List<TrainedNetwork> networks;
    private final int pictures;
    private final SplittableRandom random;
    private final List<Row> rows = new ArrayList<>();

    private HabitScores(List<TrainedNetwork> networks, int pictures, long seed) {
        this.networks = networks;
        this.pictures = pictures;
        random = new SplittableRandom(seed);
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
    public static List<Row> of(List<TrainedNetwork> networks, int pictures, long seed) {
        HabitScores scores = new HabitScores(networks, pictures, seed);
        for (Habit habit : Habit.values()) {
            scores.add(habit.toString(), habit.isTrainedOn(), List.of(habit), Pen.forTraining());
        }
        for (Pen pen : Pen.values()) {
            scores.add(pen + " pen", pen.isTrainedOn(), Habit.forTraining(), List.of(pen));
        }
        return scores.rows;
    }

    /** The sum of the rows that a training may see, or of the others. */
    public static Row total(List<Row> rows, boolean trainedOn) {
        List<Row> summed = rows.stream().filter(row -> row.trainedOn == trainedOn).toList();
        List<Proportion> right =
                IntStream.range(0, rows.get(0).right.size())
                        .mapToObj(network -> sum(summed, network))
                        .toList();
        return new Row(trainedOn ? "trained on" : "never trained on", trainedOn, right);
    }

    private static Proportion sum(List<Row> rows, int network) {
        return new Proportion(
                rows.stream().mapToInt(row -> row.right.get(network).successes()).sum(),
                rows.stream().mapToInt(row -> row.right.get(network).trials()).sum());
    }

    private void add(String name, boolean trainedOn, List<Habit> habits, List<Pen> pens) {
        Habit[] written = new Habit[pictures];
        Arrays.setAll(written, i -> habits.get(random.nextInt(habits.size())));
        Pen[] with = new Pen[pictures];
        Arrays.setAll(with, i -> pens.get(random.nextInt(pens.size())));
        long first = random.nextLong();
        List<List<Candidate>> drawn =
                IntStream.range(0, pictures)
                        .parallel()
                        .mapToObj(i -> candidates(written[i], with[i], first + i))
                        .toList();
        List<Proportion> right =
                networks.stream()
                        .map(network -> new DigitReader(network).readAll(drawn))
                        .map(read -> right(read, written))
                        .toList();
        rows.add(new Row(name, trainedOn, right));
    }

    /** None if no ink was found. */
    private static List<Candidate> candidates(Habit habit, Pen pen, long seed) {
        try {
            return DigitNormalizer.candidates(DrawnDigit.draw(habit, pen, seed)).stream()
                    .map(Candidate::withoutStages)
                    .toList();
        } catch (NoDigitsException e) {
            return List.of();
        }
    }

    private Proportion right(List<List<ReadDigit>> read, Habit[] written) {
        long right =
                IntStream.range(0, pictures)
                        .filter(i -> read.get(i).size() == 1)
                        .filter(i -> read.get(i).get(0).prediction().digit() == written[i].digit())
                        .count();
        return new Proportion((int) right, pictures);
    }
}
