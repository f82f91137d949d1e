package org.patternscanner.tutorial;

import static ai.djl.ndarray.types.DataType.FLOAT32;

import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.EnumMap;
import java.util.Map;
import org.patternscanner.data.ImageSet;

/**
 * 11. Diagnose: why does it not learn? One network trained well, and six times with one thing wrong.
 * Each fault shows in its own way, and its cure is the good value of that one thing.
 */
public final class Diagnose {

    private static final int BATCH = 50;
    private static final int OTHERS = 1000;

    /** All that a fault can be in; shift puts each image's label on the one before it. */
    private record Settings(float rate, float divisor, int shift, float bias, int images) {}

    /** The trainings, and the sign by which one knows each fault. */
    enum Training {
        GOOD("loss falls, both accuracies rise", new Settings(0.1f, 255, 0, 0, 4000)),
        RATE_TOO_HIGH("loss jumps, is huge or NaN", new Settings(50, 255, 0, 0, 4000)),
        RATE_TOO_LOW("loss hardly moves", new Settings(1e-5f, 255, 0, 0, 4000)),
        NOT_NORMALIZED("the same as a high rate", new Settings(0.1f, 1, 0, 0, 4000)),
        LABELS_SHIFTED("loss stays near ln 10 = 2.30", new Settings(0.1f, 255, 1, 0, 4000)),
        DEAD_RELU("so too, and longer does not help", new Settings(0.1f, 255, 0, -50, 4000)),
        OVERFITTED("own images known, others not", new Settings(0.1f, 255, 0, 0, 100));

        private final String sign;
        private final Settings settings;

        Training(String sign, Settings settings) {
            this.sign = sign;
            this.settings = settings;
        }
    }

    /** Loss of the first and last batch; accuracy on the images trained on, and on 1,000 others. */
    record Result(float first, float last, float own, float others) {}

    public static void main(String[] args) throws Exception {
        System.out.println("training         first  last loss   own images   others   sign");
        run(400).forEach(
                (each, r) -> {
                    Object[] row = {each, r.first, r.last, 100 * r.own, 100 * r.others, each.sign};
                    System.out.printf("%-15s %6.2f %10.2f %10.1f %% %6.1f %%   %s%n", row);
                });
    }

    static Map<Training, Result> run(int steps) throws Exception {
        Mnist mnist = Mnist.builder().optRepository(ImageSet.mnistRepository()).build();
        mnist.prepare();
        Map<Training, Result> results = new EnumMap<>(Training.class);
        try (NDManager manager = NDManager.newBaseManager();
                Batch all = mnist.getByRange(manager, 0, 6000)) {
            NDArray pixels = all.getData().head().reshape(-1, 784);
            for (Training each : Training.values()) {
                results.put(each, train(each.settings, steps, pixels, all.getLabels().head()));
            }
        }
        return results;
    }

    private static Result train(Settings s, int steps, NDArray bytes, NDArray labels) {
        Engine.getInstance().setRandomSeed(1);
        var rate = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(s.rate)).build();
        var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(rate);
        try (Model model = Model.newInstance("diagnose");
                NDArray pixels = bytes.div(s.divisor)) {
            model.setBlock(network(s.bias));
            Trainer trainer = model.newTrainer(config);
            trainer.initialize(new Shape(BATCH, 784));
            float[] losses = new float[steps];
            for (int step = 0; step < steps; step++) {
                int from = step * BATCH % s.images;
                losses[step] = step(trainer, pixels, labels, from, from + s.shift);
            }
            float own = accuracy(trainer, pixels, labels, 0, s.images);
            float others = accuracy(trainer, pixels, labels, s.images, s.images + OTHERS);
            return new Result(losses[0], losses[steps - 1], own, others);
        }
    }

    /** Forward, backward, update; the labels may lie behind the images. Returns the loss. */
    private static float step(Trainer trainer, NDArray pixels, NDArray labels, int from, int label) {
        try (NDManager scope = pixels.getManager().newSubManager()) {
            NDList images = new NDList(pixels.get(new NDIndex("{}:{}", from, from + BATCH)));
            NDList theirs = new NDList(labels.get(new NDIndex("{}:{}", label, label + BATCH)));
            images.attach(scope);
            theirs.attach(scope);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss = trainer.getLoss().evaluate(theirs, trainer.forward(images));
                collector.backward(loss);
                trainer.step();
                return loss.getFloat();
            }
        }
    }

    private static float accuracy(Trainer trainer, NDArray pixels, NDArray labels, int from, int to) {
        NDArray read = trainer.evaluate(new NDList(pixels.get(new NDIndex("{}:{}", from, to)))).head();
        return labels.get(new NDIndex("{}:{}", from, to)).eq(read.argMax(1)).toType(FLOAT32, false).mean().getFloat();
    }

    private static SequentialBlock network(float bias) {
        Linear hidden = Linear.builder().setUnits(64).build();
        hidden.setInitializer(new ConstantInitializer(bias), Parameter.Type.BIAS);
        return new SequentialBlock().add(hidden).add(Activation::relu).add(Linear.builder().setUnits(10).build());
    }
}
