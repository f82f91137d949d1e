package org.patternscanner.tutorial;

import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.ImageFolder;
import ai.djl.engine.Engine;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.RandomUtils;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** 8. Your own pictures: a folder a class, in color, with augmentation that works. */
public final class OwnPictures {

    /** How many new pictures there were, and which share of them was recognized. */
    record Result(long pictures, double accuracy) {}

    public static void main(String[] args) throws Exception {
        System.out.println(run(100, 8, Files.createTempDirectory("tutorial-pictures")));
    }

    /** Draws so many pictures of each class to train on, and as many new ones. */
    static Result run(int perClass, int epochs, Path folder) throws Exception {
        Engine.getInstance().setRandomSeed(1);
        draw(folder.resolve("train"), perClass, new Random(1));
        draw(folder.resolve("new"), perClass, new Random(2));
        ImageFolder training = pictures(folder.resolve("train"), true);
        ImageFolder fresh = pictures(folder.resolve("new"), false);
        System.out.println("Labels 0, 1, 2: " + training.getSynset()); // in the order of text
        try (Model model = Model.newInstance("shapes")) {
            model.setBlock(network(training.getClasses().size()));
            var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss());
            int steps = epochs * 3 * perClass / 16; // without optFinalValue, it ends at 0.01
            var rate = Tracker.cosine().setBaseValue(0.01f).optFinalValue(0).setMaxUpdates(steps);
            var adam = Adam.builder().optLearningRateTracker(rate.build()).build();
            config.addEvaluator(new Accuracy()).optOptimizer(adam);
            config.addTrainingListeners(TrainingListener.Defaults.basic());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, 3, 64, 64)); // batch, channels, height and width
                EasyTrain.fit(trainer, epochs, training, fresh);
                var result = trainer.getTrainingResult();
                return new Result(fresh.size(), result.getValidateEvaluation("Accuracy"));
            }
        }
    }

    private static ImageFolder pictures(Path folder, boolean augment) throws Exception {
        var builder = ImageFolder.builder().setRepositoryPath(folder).setSampling(16, augment);
        builder.addTransform(new ToTensor()); // from (64, 64, 3), 0 to 255, to (3, 64, 64), 0 to 1
        if (augment) {
            // DJL's RandomFlipLeftRight throws its result away; RandomBrightness fails.
            builder.addTransform(x -> RandomUtils.nextFloat() < 0.5f ? x.flip(2) : x);
            builder.addTransform(x -> x.mul(RandomUtils.nextFloat(0.7f, 1.3f)).clip(0, 1));
        }
        return builder.build(); // each file is read when its batch comes
    }

    private static SequentialBlock network(int classes) {
        SequentialBlock network = new SequentialBlock();
        for (int filters : new int[] {8, 16, 32, 64}) {
            var conv = Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(filters);
            network.add(conv.optStride(new Shape(2, 2)).build()); // halves the map
            network.add(BatchNorm.builder().build()).add(Activation::relu);
        }
        // The mean of each map instead of flattening: pictures of any size fit the layer behind.
        network.add(Pool.globalAvgPool2dBlock());
        return network.add(Linear.builder().setUnits(classes).build());
    }

    private static void draw(Path folder, int perClass, Random random) throws Exception {
        for (int i = 0; i < 3 * perClass; i++) {
            int degrees = 90 << i % 3; // a quarter, a half or a whole disk
            Path own = Files.createDirectories(folder.resolve(degrees + " degrees"));
            var image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            var graphics = image.createGraphics();
            graphics.setColor(Color.getHSBColor(random.nextFloat(), 0.7f, 0.9f));
            graphics.translate(random.nextInt(24), random.nextInt(24));
            graphics.fillArc(0, 0, 40, 40, random.nextInt(360), degrees);
            ImageIO.write(image, "png", own.resolve(i + ".png").toFile());
        }
    }
}
