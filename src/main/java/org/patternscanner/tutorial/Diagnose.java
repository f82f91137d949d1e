package org.patternscanner.tutorial;

import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import org.patternscanner.data.ImageSet;

/**
 * 11. Diagnose: why does it not learn? One training that goes well, and six that have one thing
 * wrong. Each fault shows in its own way; its cure is the first row's value of that one thing.
 */
public final class Diagnose {

    /** Learning rate, what pixels are divided by, misplaced labels, first bias, images. */
    record Training(String name, float rate, int divisor, int shift, int bias, int images) {}

    static final Training[] ALL = {
        new Training("good: loss falls, it reads others too", 0.1f, 255, 0, 0, 4000),
        new Training("rate too high: loss is huge or NaN", 50, 255, 0, 0, 4000),
        new Training("rate too low: loss hardly moves", 1e-5f, 255, 0, 0, 4000),
        new Training("not normalized: as a rate too high", 0.1f, 1, 0, 0, 4000),
        new Training("labels shifted: loss near ln 10", 0.1f, 255, 1, 0, 4000),
        new Training("dead ReLU: stays at ln 10 = 2.30", 0.1f, 255, 0, -50, 4000),
        new Training("overfitted: others are not read", 0.1f, 255, 0, 0, 100)
    };

    /** Loss before and after, on the images trained on; accuracy on these and on 1,000 others. */
    record Result(float before, float after, float own, float others) {}

    public static void main(String[] args) throws Exception {
        System.out.println("loss before and after, its own images and others that it reads");
        run(400);
    }

    static Result[] run(int steps) throws Exception {
        Result[] results = new Result[ALL.length];
        try (NDManager manager = NDManager.newBaseManager()) {
            var builder = Mnist.builder().optRepository(ImageSet.mnistRepository());
            Mnist mnist = builder.setSampling(1, false).build();
            mnist.prepare();
            var all = mnist.getByRange(manager, 0, 5001);
            NDArray pixels = all.getData().head().reshape(-1, 784);
            for (int i = 0; i < ALL.length; i++) {
                NDArray inputs = pixels.div(ALL[i].divisor);
                Result r = train(ALL[i], steps, inputs, all.getLabels().head());
                results[i] = r;
                Object[] row = {r.before, r.after, 100 * r.own, 100 * r.others, ALL[i].name};
                System.out.printf("%6.2f %6.2f %4.0f %% %4.0f %%   %s%n", row);
            }
        }
        return results;
    }

    private static Result train(Training t, int steps, NDArray pixels, NDArray labels)
            throws Exception {
        Engine.getInstance().setRandomSeed(1);
        NDArray theirs = labels.get(t.shift + ":" + (t.shift + t.images));
        NDList own = new NDList(pixels.get(":" + t.images), theirs);
        NDList others = new NDList(pixels.get("4001:"), labels.get("4001:"));
        var rate = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(t.rate)).build();
        var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(rate);
        var data = new ArrayDataset.Builder().setData(own.get(0)).optLabels(own.get(1));
        Linear hidden = Linear.builder().setUnits(64).build();
        hidden.setInitializer(new ConstantInitializer(t.bias), Parameter.Type.BIAS);
        try (Model model = Model.newInstance("diagnose")) {
            var network = new SequentialBlock().add(hidden).add(Activation::relu);
            model.setBlock(network.add(Linear.builder().setUnits(10).build()));
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(pixels.getShape());
                float before = measure(trainer, own)[0];
                int epochs = steps * 50 / t.images;
                EasyTrain.fit(trainer, epochs, data.setSampling(50, true).build(), null);
                float[] after = measure(trainer, own);
                return new Result(before, after[0], after[1], measure(trainer, others)[1]);
            }
        }
    }

    private static float[] measure(Trainer trainer, NDList data) {
        NDList logits = trainer.evaluate(new NDList(data.get(0)));
        float loss = trainer.getLoss().evaluate(new NDList(data.get(1)), logits).getFloat();
        long right = logits.head().argMax(1).eq(data.get(1)).countNonzero().getLong();
        return new float[] {loss, right / (float) data.get(1).size()};
    }
}
