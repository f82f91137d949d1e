package org.patternscanner.lab;

import ai.djl.Device;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.patternscanner.arithmetic.Score;
import org.patternscanner.arithmetic.Spread;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.LabelledRows;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.network.Normalization;
import org.patternscanner.network.TableClassifier;
import org.patternscanner.render.ProgressLine;
import org.patternscanner.training.InMemoryTraining;

/** The trainings of one experiment, one after the other, below one progress bar. */
final class Trainings implements AutoCloseable {

    private final LabContext context;
    private final Device device;
    private final ProgressLine progress;
    private String message = "";

    /**
     * Begins.
     *
     * @param steps of all trainings together
     */
    Trainings(LabContext context, long steps) throws IOException {
        this.context = context;
        device = context.device();
        progress = context.progress("training", steps);
    }

    /** Trains a new network, which the caller closes. The seed decides its start and the order. */
    Classifier train(NetworkKind kind, LabelledImages images, Recipe recipe, long seed) {
        return train(kind, images, recipe, seed, parameter -> false);
    }

    /** The same, but for the parameters of some names, which stay as they began. */
    Classifier train(
            NetworkKind kind,
            LabelledImages images,
            Recipe recipe,
            long seed,
            Predicate<String> frozen) {
        message = kind.label();
        Classifier network = Classifier.untrained(kind, device, Normalization.MNIST, seed);
        try {
            training(recipe, seed).train(network, images, frozen);
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** Trains a new network and gives the share of the test images that it reads right. */
    double accuracy(
            NetworkKind kind,
            LabelledImages training,
            LabelledImages test,
            Recipe recipe,
            long seed) {
        try (Classifier network = train(kind, training, recipe, seed)) {
            return accuracy(network, test);
        }
    }

    /** What is measured with each of some seeds. */
    Spread overSeeds(int seeds, LongToDoubleFunction measured) {
        return Spread.of(seeds(context.seed(), seeds).mapToDouble(measured).toArray());
    }

    /** Seeds that are drawn from one: experiments with different seeds share none of them. */
    static LongStream seeds(long seed, int count) {
        return new SplittableRandom(seed).longs(count);
    }

    /** The share of the images that a network reads right. */
    static double accuracy(Classifier network, LabelledImages images) {
        return Score.of(network.logits(images.pixels()), images.labels()).accuracy().value();
    }

    /** Trains a network for tables. */
    void train(TableClassifier network, LabelledRows rows, Recipe recipe, long seed) {
        training(recipe, seed).train(network, rows);
    }

    Device device() {
        return device;
    }

    private InMemoryTraining training(Recipe recipe, long seed) {
        return new InMemoryTraining(
                recipe,
                seed,
                context.threads(),
                examples -> progress.step(examples, message),
                context.stopped());
    }

    @Override
    public void close() {
        progress.close();
    }
}
