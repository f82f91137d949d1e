package org.patternscanner.tutorial;

import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.patternscanner.data.ImageSet;

/** 4. Your own loop: forward, backward, step; when gradients add up, and when they are zero. */
public final class OwnLoop {

    static final float RATE = 0.1f;

    /** The last layer's weights (10, 128) and their gradients, in turn; the loss of each batch. */
    record Result(List<float[]> gradients, float[] before, float[] after, List<Float> losses) {}

    public static void main(String[] args) throws Exception {
        System.out.println("Four of the last layer's weights and of their gradients:");
        Result found = run(10_000);
        System.out.printf("loss, first and last: %.3f%n", found.losses.get(0));
        System.out.printf(
                "                      %.3f%n", found.losses.get(found.losses.size() - 1));
    }

    static Result run(int images) throws Exception {
        var builder = Mnist.builder().optRepository(ImageSet.mnistRepository()).optLimit(images);
        Mnist mnist = builder.setSampling(64, true).build();
        var sgd = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(RATE)).build();
        var configuration = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss());
        try (Model model = Model.newInstance("digits")) {
            model.setBlock(Build.sequential()); // program 1's
            try (Trainer trainer = model.newTrainer(configuration.optOptimizer(sgd))) {
                trainer.initialize(new Shape(64, 1, 28, 28));
                NDArray weight = model.getBlock().getParameters().valueAt(6).getArray();
                Iterator<Batch> batches = trainer.iterateDataset(mnist).iterator();
                List<float[]> gradients = new ArrayList<>();
                float[] before = weight.toFloatArray();
                try (Batch a = batches.next();
                        Batch b = batches.next()) {
                    backward(trainer, a);
                    gradients.add(print("gradient of batch A", weight.getGradient()));
                    try (GradientCollector collector = trainer.newGradientCollector()) {
                        collector.zeroGradients(); // a new collector does not do that
                        trainer.newGradientCollector().close(); // not inside another one
                    } catch (IllegalStateException e) {
                        System.out.println("a collector in another: " + e.getMessage());
                    }
                    gradients.add(print("zeroGradients", weight.getGradient()));
                    backward(trainer, b);
                    gradients.add(print("gradient of batch B", weight.getGradient()));
                    backward(trainer, a);
                    gradients.add(print("and A without zeroing", weight.getGradient()));
                }
                print("weights", weight);
                trainer.step(); // the very first throws if all gradients are zero
                float[] after = print("after a step", weight);
                gradients.add(print("gradient after it", weight.getGradient())); // step zeroes

                List<Float> losses = new ArrayList<>();
                for (Batch batch : trainer.iterateDataset(mnist)) {
                    try (batch) { // without this, all batches stay in memory
                        losses.add(backward(trainer, batch));
                        trainer.step();
                    }
                }
                return new Result(gradients, before, after, losses);
            }
        }
    }

    /** Adds to each parameter's gradient how the batch's loss changes with it. */
    private static float backward(Trainer trainer, Batch batch) {
        try (GradientCollector collector = trainer.newGradientCollector()) { // one at a time
            NDList logits = trainer.forward(batch.getData()); // before it: 'does not require grad'
            NDArray loss = trainer.getLoss().evaluate(batch.getLabels(), logits);
            collector.backward(loss); // once: a second one for the same loss throws
            return loss.getFloat(); // on a GPU this waits; a fast loop reads it rarely
        }
    }

    private static float[] print(String name, NDArray array) {
        float[] numbers = array.toFloatArray();
        System.out.printf("%-21s %s%n", name, Arrays.toString(Arrays.copyOf(numbers, 4)));
        return numbers;
    }
}
