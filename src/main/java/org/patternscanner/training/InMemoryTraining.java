package org.patternscanner.training;

import ai.djl.Model;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.LabelledRows;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.TableClassifier;
import org.patternscanner.network.TorchEngine;

/**
 * Trainings for experiments: the network is measured and forgotten, so nothing is written and
 * nothing held out. The steps are those of {@link TrainingRun}.
 *
 * @param recipe without averaging
 * @param seed of the order of the examples and of their augmentation
 * @param threads that compute
 * @param progress is told after each step how many examples it had
 * @param stopped asked before each step: true ends the training
 */
public record InMemoryTraining(
        Recipe recipe, long seed, int threads, IntConsumer progress, BooleanSupplier stopped) {

    public InMemoryTraining {
        if (recipe.averaging() > 0) {
            throw new IllegalArgumentException("An experiment averages no weights.");
        }
    }

    /** On all threads; nobody watches or stops it. */
    public InMemoryTraining(Recipe recipe, long seed) {
        this(recipe, seed, TorchEngine.threads(), images -> {}, () -> false);
    }

    /**
     * Trains a network on images.
     *
     * @throws CancellationException if it was stopped
     * @throws ArithmeticException if the loss exploded
     */
    public void train(Classifier network, LabelledImages images) {
        train(network, images, parameter -> false);
    }

    /**
     * Trains a part of a network on images.
     *
     * @param frozen the names of the parameters that stay as they are
     * @throws CancellationException if it was stopped
     * @throws ArithmeticException if the loss exploded
     */
    public void train(Classifier network, LabelledImages images, Predicate<String> frozen) {
        Examples examples = Examples.of(images, network.normalization(), recipe.augment());
        train(network.model(), examples, frozen);
    }

    /**
     * Trains a network on rows of a table.
     *
     * @throws CancellationException if it was stopped
     * @throws ArithmeticException if the loss exploded
     */
    public void train(TableClassifier network, LabelledRows rows) {
        train(network.model(), Examples.of(rows), parameter -> false);
    }

    private void train(Model network, Examples examples, Predicate<String> frozen) {
        TrainingEvents events = new StepsOnly(progress);
        try (TrainingSession session =
                new TrainingSession(network, null, examples, recipe, seed, threads, frozen)) {
            for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
                TrainingSession.Epoch done = session.trainEpoch(epoch, events, stopped);
                if (done.stopped()) {
                    throw new CancellationException("stopped");
                }
                if (TrainingRun.isExploded(done.loss())) {
                    throw new ArithmeticException(
                            "The loss exploded: the learning rate is too high.");
                }
            }
        }
    }

    /** Passes on one of the events. */
    private record StepsOnly(IntConsumer progress) implements TrainingEvents {

        @Override
        public void stepFinished(int step, int images, java.util.function.DoubleSupplier loss) {
            progress.accept(images);
        }
    }
}
