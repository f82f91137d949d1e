package org.patternscanner.tutorial;

import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import org.patternscanner.data.ImageSet;

/** 9. Transfer: do convolutions that learned 0 to 4 help to learn 5 to 9, five images of each? */
public final class Transfer {

    private static final Shape IMAGE = new Shape(1, 1, 28, 28);

    /** Accuracy on 1,000 other images, and how far a weight of the first layer moved at most. */
    record Outcome(float accuracy, float moved) {}

    record Result(List<Outcome> frozen, List<Outcome> scratch) {}

    public static void main(String[] args) throws Exception {
        System.out.println("25 images learned; of 1,000 others it reads, for each seed:");
        run(6000, 5, 30);
    }

    static Result run(int images, int seeds, int epochs) throws Exception {
        Result result = new Result(new ArrayList<>(), new ArrayList<>());
        try (NDManager manager = NDManager.newBaseManager();
                Model old = Model.newInstance("0 to 4")) {
            var builder = Mnist.builder().optRepository(ImageSet.mnistRepository());
            Mnist mnist = builder.setSampling(1, false).build();
            mnist.prepare();
            var batch = mnist.getByRange(manager, 0, images);
            NDArray pixels = batch.getData().head().transpose(0, 3, 1, 2).div(255);
            NDArray labels = batch.getLabels().head();
            old.setBlock(Build.sequential());
            NDList low = new NDList(pixels.get(labels.lt(5)), labels.get(labels.lt(5)));
            Engine.getInstance().setRandomSeed(0);
            train(old, low, low, 2);
            pixels = pixels.get(labels.gte(5));
            labels = labels.get(labels.gte(5)).sub(5); // a class is its place among the logits
            NDList others = new NDList(pixels.get("-1000:"), labels.get("-1000:"));
            for (int seed = 0; seed < seeds; seed++) {
                NDList rows = new NDList();
                for (int digit = 0; digit < 5; digit++) {
                    NDArray all = labels.eq(digit).nonzero().flatten();
                    rows.add(all.get(new NDIndex("{}:{}", 5 * seed, 5 * seed + 5)));
                }
                NDArray five = NDArrays.concat(rows);
                NDList few = new NDList(pixels.get(five), labels.get(five));
                result.frozen.add(learn(true, seed, old, few, others, epochs));
                result.scratch.add(learn(false, seed, old, few, others, epochs));
            }
        }
        return result;
    }

    private static Outcome learn(
            boolean frozen, int seed, Model old, NDList few, NDList others, int epochs)
            throws Exception {
        Engine.getInstance().setRandomSeed(seed);
        try (Model model = Model.newInstance("5 to 9")) {
            SequentialBlock network = Build.sequential();
            for (int i = 0; frozen && i < 4; i++) { // weights and biases of two convolutions
                NDArray learned = old.getBlock().getParameters().valueAt(i).getArray();
                network.getParameters().valueAt(i).setArray(learned.duplicate());
                network.getParameters().valueAt(i).freeze(true); // takes no gradient
            }
            network.initialize(model.getNDManager(), DataType.FLOAT32, IMAGE); // the rest
            NDArray before = network.getParameters().valueAt(0).getArray().duplicate();
            model.setBlock(network);
            float read = train(model, few, others, epochs);
            System.out.printf(frozen ? "frozen %4.1f %%, " : "from scratch %4.1f %%%n", 100 * read);
            NDArray moved = network.getParameters().valueAt(0).getArray().sub(before).abs().max();
            return new Outcome(read, moved.getFloat());
        }
    }

    private static float train(Model model, NDList own, NDList test, int epochs) throws Exception {
        var data = new ArrayDataset.Builder().setData(own.get(0)).optLabels(own.get(1));
        var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss());
        try (var trainer = model.newTrainer(config)) {
            trainer.initialize(IMAGE);
            EasyTrain.fit(trainer, epochs, data.setSampling(25, true).build(), null);
            NDArray read = trainer.evaluate(new NDList(test.get(0))).head().argMax(1);
            return read.eq(test.get(1)).countNonzero().getLong() / (float) read.size();
        }
    }
}
