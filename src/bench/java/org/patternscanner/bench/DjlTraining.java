package org.patternscanner.bench;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.translate.Batchifier;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Random;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.network.SimpleCnn;
import org.patternscanner.tutorial.Build;
import org.patternscanner.tutorial.Train;

/** The tutorial's program 3, and the steps from there that need no more than DJL's Trainer. */
final class DjlTraining implements Contestant.Trainer {

    private static final int BATCH = 64;

    /** Of the tracker: more than any measurement takes. */
    private static final int MANY_STEPS = 1_000_000;

    private final Way way;
    private final Model model = Model.newInstance("way");
    private final Trainer trainer;
    private final RandomAccessDataset images = Train.mnist(Dataset.Usage.TRAIN, 60_000);
    private final NDArray pixels; // (N, 28, 28, 1) channels last, or (N, 1, 28, 28)
    private final NDArray labels; // (N)
    private final Random random = new Random(1);

    DjlTraining(Way way) throws Exception {
        this.way = way;
        model.setBlock(way.has(Way.POOL_FIRST) ? new SimpleCnn() : Build.sequential());
        trainer = model.newTrainer(configuration(way));
        trainer.initialize(new Shape(BATCH, 1, 28, 28));
        NDManager manager = model.getNDManager();
        LabelledImages mnist = ImageSet.mnist().training();
        Shape shape =
                way.has(Way.CHANNELS_LAST)
                        ? new Shape(mnist.size(), 28, 28, 1)
                        : new Shape(mnist.size(), 1, 28, 28);
        pixels =
                manager.create(ByteBuffer.wrap(mnist.pixels()), shape, DataType.UINT8)
                        .toType(DataType.FLOAT32, false)
                        .div(255);
        labels = manager.create(mnist.labels()).toType(DataType.FLOAT32, false);
    }

    private static DefaultTrainingConfig configuration(Way way) {
        DefaultTrainingConfig tutorials = Train.configuration(MANY_STEPS);
        return way.has(Way.NOTHING_READ)
                // Evaluators, and the listeners for them, read numbers at each step.
                ? new DefaultTrainingConfig(tutorials.getLossFunction())
                        .optOptimizer(tutorials.getOptimizer())
                : tutorials;
    }

    @Override
    public Stopwatch.Time time(int steps) throws Exception {
        Iterator<Batch> batches = trainer.iterateDataset(images).iterator();
        Stopwatch watch = new Stopwatch();
        for (int step = 0; step < steps; step++) {
            try (Batch batch = way.has(Way.ONE_ARRAY) ? ofOneArray() : batches.next()) {
                EasyTrain.trainBatch(trainer, batch);
                trainer.step();
            }
        }
        return watch.perStep(steps);
    }

    private Batch ofOneArray() {
        NDManager scope = trainer.getManager().newSubManager();
        NDArray rows = scope.create(random.ints(BATCH, 0, (int) labels.size()).toArray());
        NDArray chosen = pixels.get(rows);
        chosen.attach(scope);
        NDArray theirs = labels.get(rows);
        theirs.attach(scope);
        NDArray input = way.has(Way.CHANNELS_LAST) ? chosen.transpose(0, 3, 1, 2) : chosen;
        return new Batch(
                scope,
                new NDList(input),
                new NDList(theirs),
                BATCH,
                Batchifier.STACK,
                Batchifier.STACK,
                0,
                0);
    }
}
