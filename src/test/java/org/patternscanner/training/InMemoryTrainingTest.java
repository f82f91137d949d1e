package org.patternscanner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
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

    private static final int IMAGES = 640;

    private static LabelledImages images;

    @BeforeAll
    static void load() throws Exception {
        images = ImageSet.mnist().training().first(IMAGES);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfNetworkLearnsToReadDigits(NetworkKind kind) {
        try (Classifier network = trained(kind, 4, images)) {
            Score score = Score.of(network.logits(images.pixels()), images.labels());
            assertThat(score.accuracy().value()).isGreaterThan(0.6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfNetworkLearnsTheSameFromTheSameSeed(NetworkKind kind) {
        LabelledImages few = images.first(100); // two batches, the second one short
        try (Classifier one = trained(kind, 1, few);
                Classifier same = trained(kind, 1, few)) {
            assertThat(one.logits(images.image(7))[0])
                    .containsExactly(same.logits(images.image(7))[0]);
        }
    }

    @Test
    void tellsOfEveryStep() {
        AtomicInteger steps = new AtomicInteger();
        AtomicInteger examples = new AtomicInteger();
        IntConsumer counts =
                count -> {
                    steps.incrementAndGet();
                    examples.addAndGet(count);
                };
        InMemoryTraining training =
                new InMemoryTraining(recipe(2, 0.001), 1, 2, counts, () -> false);
        try (Classifier network = untrained(NetworkKind.DENSE, 1)) {
            training.train(network, images);
        }
        assertThat(steps.get()).isEqualTo(training.recipe().steps(IMAGES)).isEqualTo(2 * 10);
        assertThat(examples.get()).isEqualTo(2 * IMAGES);
    }

    @Test
    void endsWhenItIsStopped() {
        AtomicInteger steps = new AtomicInteger();
        IntConsumer counts = count -> steps.incrementAndGet();
        InMemoryTraining training =
                new InMemoryTraining(recipe(50, 0.001), 1, 2, counts, () -> steps.get() >= 3);
        try (Classifier network = untrained(NetworkKind.DENSE, 1)) {
            assertThatThrownBy(() -> training.train(network, images))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(steps.get()).isEqualTo(3);
    }

    @Test
    void saysThatTheLossExploded() {
        try (Classifier network = untrained(NetworkKind.CNN, 1)) {
            assertThatThrownBy(() -> training(20, 50).train(network, images))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("learning rate");
        }
    }

    /** The smoothed target is 0.7 + 0.3 / 10 for the label, and the loss is least there. */
    @Test
    void smoothedLabelsTeachTheNetworkToBeThatSureAndNoSurer() {
        LabelledImages few = images.first(40);
        Recipe recipe = new Recipe(100, 40, 0.003, Schedule.CONSTANT, 0, false, 0.3, 0);
        try (Classifier network = untrained(NetworkKind.DENSE, 7)) {
            new InMemoryTraining(recipe, 7).train(network, few);
            float[][] logits = network.logits(few.pixels());
            for (int i = 0; i < few.size(); i++) {
                assertThat(Logits.softmax(logits[i])[few.label(i)]).isCloseTo(0.73, within(0.03));
            }
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
                assertThat(network.score(unseen).accuracy().value()).isGreaterThan(0.9);
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

    private static Classifier trained(NetworkKind kind, int epochs, LabelledImages examples) {
        Classifier network = untrained(kind, 2);
        training(epochs, 0.002).train(network, examples);
        return network;
    }

    private static Classifier untrained(NetworkKind kind, long seed) {
        return Classifier.untrained(kind, Device.cpu(), Normalization.MNIST, seed);
    }

    private static InMemoryTraining training(int epochs, double rate) {
        return new InMemoryTraining(recipe(epochs, rate), 1, 2, count -> {}, () -> false);
    }

    private static Recipe recipe(int epochs, double rate) {
        return new Recipe(epochs, 64, rate, Schedule.ONE_CYCLE, 0.01, false, 0, 0);
    }
}
