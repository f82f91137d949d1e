package org.patternscanner.tutorial;

import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import org.patternscanner.data.ImageSet;

/** 12. Change it: what a third convolution, batch norm and dropout change, and what is noise. */
public final class ChangeIt {

    private static final Shape IMAGE = new Shape(1, 1, 28, 28);

    private final SequentialBlock network = new SequentialBlock();
    private final Shape map;
    private int field = 1; // pixels that a unit sees, one way
    private int jump = 1; // pixels between the fields of two neighbors

    /** The last map, the field of its units in pixels, and the held-out accuracies of two seeds. */
    record Result(Shape map, int field, long parameters, float first, float second) {}

    public static void main(String[] args) throws Exception {
        Result plain = run("none", 4000);
        System.out.println("change             last map         field  parameters  two seeds");
        for (String change : new String[] {"none", "third convolution", "batch norm", "dropout"}) {
            Result r = change.equals("none") ? plain : run(change, 4000);
            float gain = (r.first + r.second - plain.first - plain.second) / 2;
            float noise = Math.max(Math.abs(r.first - r.second), Math.abs(plain.first - plain.second));
            String verdict = Math.abs(gain) > noise ? "%+.1f points".formatted(100 * gain) : "within noise";
            Object[] row = {change, r.map, r.field, r.parameters, 100 * r.first, 100 * r.second, verdict};
            System.out.printf("%-18s %-15s %2d x %3$-2d %,10d %5.1f %% %5.1f %%  %s%n", row);
        }
    }

    /** Trains for an epoch, from each of two seeds, and reads as many images again as a quarter. */
    static Result run(String change, int images) throws Exception {
        var mnist = Mnist.builder().optRepository(ImageSet.mnistRepository()).optLimit(images * 5L / 4);
        RandomAccessDataset all = mnist.setSampling(64, true).build();
        all.prepare();
        ChangeIt plan = new ChangeIt(change);
        float[] accuracies = new float[2];
        long parameters = 0;
        for (int seed = 0; seed < 2; seed++) {
            Engine.getInstance().setRandomSeed(seed);
            var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss());
            config.addEvaluator(new Accuracy()).addTrainingListeners(TrainingListener.Defaults.basic());
            try (Model model = Model.newInstance("changed")) {
                model.setBlock(new ChangeIt(change).network);
                try (Trainer trainer = model.newTrainer(config)) {
                    trainer.initialize(IMAGE);
                    EasyTrain.fit(trainer, 1, all.subDataset(0, images), all.subDataset(images, images * 5 / 4));
                    accuracies[seed] = trainer.getTrainingResult().getValidateEvaluation("Accuracy");
                }
                for (Parameter each : model.getBlock().getParameters().values()) {
                    parameters += each.getArray().size() / 2; // of each seed's network, half
                }
            }
        }
        return new Result(plan.map, plan.field, parameters, accuracies[0], accuracies[1]);
    }

    private ChangeIt(String change) {
        convolution(32, change);
        pool();
        convolution(64, change);
        pool();
        if (change.equals("third convolution")) {
            convolution(64, change);
        }
        map = network.getOutputShapes(new Shape[] {IMAGE})[0];
        network.add(Blocks.batchFlattenBlock()).add(Linear.builder().setUnits(128).build());
        network.add(Activation::relu);
        if (change.equals("dropout")) { // in training each number is 0 half of the time
            network.add(Dropout.builder().optRate(0.5f).build());
        }
        network.add(Linear.builder().setUnits(10).build());
    }

    private void convolution(int filters, String change) {
        var layer = Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(filters);
        network.add(layer.optPadding(new Shape(1, 1)).build());
        if (change.equals("batch norm")) { // before ReLU, as in Ioffe and Szegedy's paper
            network.add(BatchNorm.builder().build());
        }
        network.add(Activation::relu);
        field += 2 * jump;
    }

    private void pool() {
        network.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
        field += jump;
        jump *= 2;
    }
}
