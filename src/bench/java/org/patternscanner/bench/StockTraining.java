package org.patternscanner.bench;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import java.util.Iterator;
import org.patternscanner.data.ImageSet;

/** As DJL's own examples write a training, with the lesson's network. */
final class StockTraining implements Contestant.Trainer {

    private static final int BATCH = 64;

    private final Model model = Model.newInstance("stock", Device.cpu());
    private final RandomAccessDataset images;
    private final Trainer trainer;

    StockTraining() throws Exception {
        model.setBlock(network());
        images =
                Mnist.builder()
                        .optRepository(ImageSet.mnistRepository())
                        .setSampling(BATCH, true)
                        .build();
        images.prepare();
        trainer =
                model.newTrainer(
                        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                                .addEvaluator(new Accuracy())
                                .optDevices(new Device[] {Device.cpu()}));
        trainer.initialize(new Shape(1, 1, 28, 28));
    }

    private static SequentialBlock network() {
        return new SequentialBlock()
                .add(convolution(32))
                .add(Activation::relu)
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(convolution(64))
                .add(Activation::relu)
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(128).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(10).build());
    }

    private static Conv2d convolution(int filters) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .build();
    }

    @Override
    public Stopwatch.Time time(int steps) throws Exception {
        Iterator<Batch> batches = trainer.iterateDataset(images).iterator();
        Stopwatch watch = new Stopwatch();
        for (int step = 0; step < steps; step++) {
            try (Batch batch = batches.next()) {
                EasyTrain.trainBatch(trainer, batch);
                trainer.step();
            }
        }
        return watch.perStep(steps);
    }
}
