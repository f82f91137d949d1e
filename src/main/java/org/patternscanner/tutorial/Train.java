package org.patternscanner.tutorial;

import static ai.djl.training.listener.EvaluatorTrainingListener.TRAIN_EPOCH;
import static ai.djl.training.listener.EvaluatorTrainingListener.VALIDATE_EPOCH;

import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.EarlyStoppingListener;
import ai.djl.training.listener.SaveModelTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.file.Files;
import java.nio.file.Path;
import org.patternscanner.data.ImageSet;

/** 3. Train: a block, a data set and a configuration go to EasyTrain, which does the rest. */
public final class Train {

    private static final int BATCH = 64;

    /** How many images it trained on, and which share of the held-out and test ones it reads. */
    record Result(long images, double heldOut, double test) {}

    public static void main(String[] args) throws Exception {
        Result found = run(60_000, Files.createTempDirectory("tutorial-train"));
        System.out.printf("read: %.4f held-out, %.4f test%n", found.heldOut, found.test);
    }

    /** Trains for one epoch on so many images, a twelfth of which is held out. */
    static Result run(int images, Path folder) throws Exception {
        try (Model model = Model.newInstance("digits")) {
            model.setBlock(Build.sequential()); // program 1's
            RandomAccessDataset all = mnist(Dataset.Usage.TRAIN, images);
            RandomAccessDataset training = all.subDataset(0, images - images / 12);
            RandomAccessDataset heldOut = all.subDataset(images - images / 12, images);
            DefaultTrainingConfig config = configuration((int) training.size() / BATCH);
            config.addTrainingListeners(
                    new Progress(),
                    new SaveModelTrainingListener(folder.toString()), // after each epoch
                    // Throws EarlyStoppedException once the held-out loss stops falling.
                    EarlyStoppingListener.builder().optEpochPatience(2).build());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(BATCH, 1, 28, 28));
                EasyTrain.fit(trainer, 1, training, heldOut);
                double onHeldOut = trainer.getTrainingResult().getValidateEvaluation("Accuracy");
                EasyTrain.evaluateDataset(trainer, mnist(Dataset.Usage.TEST, 10_000));
                double onTest = trainer.getEvaluators().get(0).getAccumulator(VALIDATE_EPOCH);
                return new Result(training.size(), onHeldOut, onTest);
            }
        }
    }

    /** One of MNIST's two parts, or its first images. */
    public static RandomAccessDataset mnist(Dataset.Usage usage, int limit) throws Exception {
        // Without optRepository, DJL downloads MNIST; ImageSet's repository hands out our copy.
        var mnist = Mnist.builder().optUsage(usage).optRepository(ImageSet.mnistRepository());
        RandomAccessDataset images = mnist.optLimit(limit).setSampling(BATCH, true).build();
        images.prepare(); // reads them
        return images;
    }

    /** Loss, optimizer and what is measured, for so many steps. */
    public static DefaultTrainingConfig configuration(int steps) {
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()) // takes logits
                .optOptimizer(Optimizer.adam().optLearningRateTracker(oneCycle(steps)).build())
                .addEvaluator(new Accuracy())
                .addTrainingListeners(TrainingListener.Defaults.basic()); // what evaluators need
    }

    /** A tracker is a function of the step: here up to 0.004 and down again, as Smith has it. */
    private static Tracker oneCycle(int steps) {
        return step -> {
            double up = 0.3 * steps;
            return (float) (0.004 * Math.min(step / up, (steps - step) / (steps - up)));
        };
    }

    /** A listener hears of each batch and epoch; Defaults.logging() has one that logs. */
    private static final class Progress extends TrainingListenerAdapter {
        private int steps;

        @Override
        public void onTrainingBatch(Trainer trainer, BatchData batch) {
            if (++steps % 100 == 0) {
                float loss = trainer.getLoss().getAccumulator(TRAIN_EPOCH); // the mean so far
                System.out.printf("step %d: loss %.3f%n", steps, loss);
            }
        }
    }
}
