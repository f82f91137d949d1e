package org.patternscanner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patternscanner.arithmetic.Logits;
import org.patternscanner.arithmetic.Score;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.Recipe.Schedule;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.LabelledRows;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.network.Normalization;
import org.patternscanner.network.TableClassifier;

/** Trainings that leave nothing behind. */
@Tag("slow")
class InMemoryTrainingTest {

    private static LabelledImages images;

    @BeforeAll
    static void load() throws Exception {
        int[] first = IntStream.range(0, 1500).toArray();
        images = ImageSet.mnist().training().select(first);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfNetworkLearnsToReadDigitsAndTheSameFromTheSameSeed(NetworkKind kind) {
        LabelledImages few = images.select(IntStream.range(0, 200).toArray());
        try (Classifier network = untrained(kind, 2);
                Classifier one = untrained(kind, 2);
                Classifier same = untrained(kind, 2)) {
            training(4, 0.002).train(network, images);
            Score score = Score.of(network.logits(images.pixels()), images.labels());
            assertThat(score.accuracy().value()).isGreaterThan(0.8);
            training(1, 0.002).train(one, few);
            training(1, 0.002).train(same, few);
            assertThat(one.logits(few.pixels())).isDeepEqualTo(same.logits(few.pixels()));
        }
    }

    @Test
    void tellsOfEveryStep() {
        List<Integer> steps = new ArrayList<>();
        InMemoryTraining training =
                new InMemoryTraining(recipe(2, 0.001), 1, 2, steps::add, () -> false);
        try (Classifier network = untrained(NetworkKind.DENSE, 1)) {
            training.train(network, images);
        }
        assertThat(steps).hasSize(2 * 24).hasSize(training.recipe().steps(1500));
        assertThat(steps.stream().mapToInt(i -> i).sum()).isEqualTo(2 * 1500);
    }

    @Test
    void endsWhenItIsStopped() {
        List<Integer> steps = new ArrayList<>();
        InMemoryTraining training =
                new InMemoryTraining(recipe(50, 0.001), 1, 2, steps::add, () -> steps.size() >= 3);
        try (Classifier network = untrained(NetworkKind.DENSE, 1)) {
            assertThatThrownBy(() -> training.train(network, images))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(steps).hasSize(3);
    }

    @Test
    void saysThatTheLossExploded() {
        try (Classifier network = untrained(NetworkKind.CNN, 1)) {
            assertThatThrownBy(() -> training(20, 50).train(network, images))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("learning rate");
        }
    }

    @Test
    void bothNetworksForTablesLearnWhichOfTwoColumnsIsLarger() {
        LabelledRows rows = rows(400, 1);
        LabelledRows unseen = rows(400, 2);
        try (TableClassifier dense = TableClassifier.dense(5, Device.cpu(), 1);
                TableClassifier convolutional = TableClassifier.convolutional(5, Device.cpu(), 1)) {
            for (TableClassifier network : List.of(dense, convolutional)) {
                training(20, 0.005).train(network, rows);
                float[][] logits = network.logits(unseen);
                assertThat(IntStream.range(0, 400))
                        .filteredOn(i -> Logits.argmax(logits[i]) == unseen.labels()[i])
                        .hasSizeGreaterThan(360);
            }
        }
    }

    private static LabelledRows rows(int count, long seed) {
        Random random = new Random(seed);
        float[][] numbers = new float[count][5];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            for (int column = 0; column < 5; column++) {
                numbers[i][column] = (float) random.nextGaussian();
            }
            labels[i] = numbers[i][1] > numbers[i][2] ? 1 : 0;
        }
        return new LabelledRows(numbers, labels);
    }

    private static Classifier untrained(NetworkKind kind, long seed) {
        return Classifier.untrained(kind, Device.cpu(), Normalization.MNIST, seed);
    }

    private static InMemoryTraining training(int epochs, double rate) {
        return new InMemoryTraining(recipe(epochs, rate), 1, 2, count -> {}, () -> false);
    }

    private static Recipe recipe(int epochs, double rate) {
        return new Recipe(epochs, 64, rate, Schedule.ONE_CYCLE, 0.01, false, 0, 0, 0);
    }
}
