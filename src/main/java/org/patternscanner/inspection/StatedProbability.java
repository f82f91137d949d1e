package org.patternscanner.inspection;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of pictures that were read with about the same probability: of those read with 90 %,
 * nine in ten should be read right.
 *
 * @param from the least probability
 * @param to what all are below; of the last interval 1, which belongs to it
 * @param count how many pictures
 * @param stated their mean probability; 0 of none
 * @param reached the share that was read right; 0 of none
 */
public record StatedProbability(double from, double to, int count, double stated, double reached) {

    private static final double[] EDGES = {0, 0.5, 0.8, 0.9, 0.98, 1};

    /**
     * A picture that was read.
     *
     * @param probability of its least sure digit
     * @param right whether all digits are right
     */
    record Answer(double probability, boolean right) {}

    /** Sorts answers into five intervals, from the doubtful to the sure. */
    static List<StatedProbability> of(List<Answer> answers) {
        List<StatedProbability> all = new ArrayList<>();
        for (int i = 0; i + 1 < EDGES.length; i++) {
            double from = EDGES[i];
            double to = EDGES[i + 1];
            List<Answer> some =
                    answers.stream()
                            .filter(each -> each.probability >= from)
                            .filter(each -> each.probability < to || to == 1)
                            .toList();
            double stated = some.stream().mapToDouble(Answer::probability).average().orElse(0);
            double right = some.stream().filter(Answer::right).count();
            all.add(
                    new StatedProbability(
                            from, to, some.size(), stated, right / Math.max(1, some.size())));
        }
        return all;
    }
}
