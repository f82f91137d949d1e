package org.patternscanner.tutorial;

import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.zoo.Criteria;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.patternscanner.data.ImageSet;
import org.patternscanner.network.SimpleCnn;

/** 6. Predict: a translator from picture to probabilities; one by one, in threads, in a batch. */
public final class Predict {

    /** Ten probabilities an image: by one thread, by several, and of a batch. */
    record Result(List<List<Double>> one, List<List<Double>> several, List<List<Double>> batch) {}

    public static void main(String[] args) throws Exception {
        Path home = Path.of(System.getProperty("patternscanner.home", "")); // the launcher tells
        Result found = run(home.resolve("models").resolve("plain"), 1_000);
        System.out.println("8 threads answer as 1 does: " + found.several.equals(found.one));
    }

    static Result run(Path folder, int count) throws Exception {
        var builder = Mnist.builder().optRepository(ImageSet.mnistRepository());
        Mnist mnist = builder.optUsage(Dataset.Usage.TEST).setSampling(1, false).build();
        mnist.prepare();
        List<Image> images = new ArrayList<>(); // of a file: ImageFactory.getInstance().fromFile
        try (NDManager manager = NDManager.newBaseManager()) {
            for (int i = 0; i < count; i++) {
                var picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
                float[] pixels = mnist.get(manager, i).getData().head().toFloatArray();
                picture.getRaster().setPixels(0, 0, 28, 28, pixels);
                images.add(ImageFactory.getInstance().fromImage(picture));
            }
        }
        var criteria =
                Criteria.builder()
                        .setTypes(Image.class, Classifications.class)
                        .optModelPath(folder)
                        .optModelName("epoch") // of epoch-0017.params
                        .optOption("epoch", "17") // without this, the highest number
                        .optBlock(new SimpleCnn()) // without this, DJL looks for epoch.pt
                        .optTranslator(new DigitTranslator()) // without this, for synset.txt
                        .build();
        try (var model = criteria.loadModel();
                var predictor = model.newPredictor()) {
            System.out.println(predictor.predict(images.get(0)));
            var one = predict(model, images, 1);
            var batch = predictor.batchPredict(images).stream(); // all in memory at once
            var answers = batch.map(Classifications::getProbabilities).toList();
            return new Result(one, predict(model, images, 8), answers);
        }
    }

    /** A predictor belongs to a thread; the model with its parameters serves all of them. */
    private static List<List<Double>> predict(Model model, List<Image> images, int threads)
            throws Exception {
        var predictors = ThreadLocal.withInitial(() -> model.newPredictor(new DigitTranslator()));
        var pool = Executors.newFixedThreadPool(threads);
        List<Future<Classifications>> futures = new ArrayList<>();
        for (Image image : images) {
            futures.add(pool.submit(() -> predictors.get().predict(image)));
        }
        pool.shutdown(); // takes no more; the model, when closed, frees the predictors
        List<List<Double>> answers = new ArrayList<>();
        for (var future : futures) {
            answers.add(future.get().getProbabilities());
        }
        return answers;
    }

    private static final class DigitTranslator implements Translator<Image, Classifications> {
        @Override
        public NDList processInput(TranslatorContext context, Image image) {
            var pixels = image.toNDArray(context.getNDManager(), Image.Flag.GRAYSCALE);
            // Normalized as in training; DJL's Normalize takes three channels only.
            return new NDList(new ToTensor().transform(pixels).sub(0.1307f).div(0.3081f));
        }

        @Override
        public Classifications processOutput(TranslatorContext context, NDList logits) {
            var calibrated = logits.head().div(0.53137726f); // the temperature in run.json
            return new Classifications(List.of("0123456789".split("")), calibrated.softmax(0));
        }
    }
}
