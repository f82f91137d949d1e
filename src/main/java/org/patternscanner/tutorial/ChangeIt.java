package org.patternscanner.tutorial;

import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import java.util.List;
import org.patternscanner.data.ImageSet;

/** 12. Change it: a third convolution, batch norm, dropout; an epoch from each of two seeds. */
public final class ChangeIt {

    private final SequentialBlock network = new SequentialBlock();
    private final Shape map;
    private int field = 1; // pixels that a unit sees, one way
    private int jump = 1; // pixels between the fields of two neighbors

    /** The last map, its units' field; held-out accuracy, and how far two seeds differ. */
    record Result(Shape map, int field, long parameters, float mean, float spread) {}

    public static void main(String[] args) throws Exception {
        System.out.println("change            last map       field  parameters  accuracy, spread");
        Result plain = null;
        for (String change : List.of("none", "third convolution", "batch norm", "dropout")) {
            Result r = run(change, 5000);
            plain = plain == null ? r : plain;
            boolean noise = Math.abs(r.mean - plain.mean) <= Math.max(r.spread, plain.spread);
            Object[] row = {change, r.map, r.field, r.parameters, 100 * r.mean, 100 * r.spread};
            System.out.printf("%-17s %-14s %5d %,11d %7.1f %% %5.1f  ", row);
            String other = noise ? "within noise" : "beyond noise";
            System.out.println(change.equals("none") ? "" : other);
        }
    }

    static Result run(String change, int images) throws Exception {
        var mnist = Mnist.builder().optRepository(ImageSet.mnistRepository());
        var all = mnist.optLimit(images).setSampling(64, true).build();
        all.prepare();
        ChangeIt plan = new ChangeIt(change);
        float[] read = new float[2];
        long parameters = 0;
        for (int seed = 0; seed < 2; seed++) {
            Engine.getInstance().setRandomSeed(seed);
            var parts = all.randomSplit(4, 1); // a fifth is held out
            var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss());
            config.addEvaluator(new Accuracy());
            config.addTrainingListeners(TrainingListener.Defaults.basic());
            Model model = Model.newInstance("changed");
            model.setBlock(new ChangeIt(change).network);
            try (model;
                    var trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, 1, 28, 28));
                EasyTrain.fit(trainer, 1, parts[0], parts[1]);
                read[seed] = trainer.getTrainingResult().getValidateEvaluation("Accuracy");
                for (var each : model.getBlock().getParameters().values()) {
                    parameters += each.getArray().size() / 2; // of each seed's network, half
                }
            }
        }
        float spread = Math.abs(read[0] - read[1]);
        return new Result(plan.map, plan.field, parameters, (read[0] + read[1]) / 2, spread);
    }

    private ChangeIt(String change) {
        for (int i = 1; i <= (change.equals("third convolution") ? 3 : 2); i++) {
            var layer = Conv2d.builder().setKernelShape(new Shape(3, 3));
            network.add(layer.optPadding(new Shape(1, 1)).setFilters(i == 1 ? 32 : 64).build());
            field += 2 * jump;
            if (change.equals("batch norm")) { // before ReLU, as in Ioffe and Szegedy's paper
                network.add(BatchNorm.builder().build());
            }
            network.add(Activation::relu);
            if (i < 3) {
                network.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
                field += jump;
                jump *= 2;
            }
        }
        map = network.getOutputShapes(new Shape[] {new Shape(1, 1, 28, 28)})[0];
        network.add(Blocks.batchFlattenBlock()).add(Linear.builder().setUnits(128).build());
        network.add(Activation::relu);
        if (change.equals("dropout")) { // in training each number is 0 half of the time
            network.add(Dropout.builder().optRate(0.5f).build());
        }
        network.add(Linear.builder().setUnits(10).build());
    }
}
