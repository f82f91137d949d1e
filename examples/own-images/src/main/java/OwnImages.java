import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.ImageFolder;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.transform.Resize;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Transform;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Learns to tell your own pictures apart: {@code train PICTURES [MODEL]} takes a folder with one
 * folder of pictures for each class, and {@code predict MODEL FILE...} names the class of a picture.
 */
public final class OwnImages {

    private static final String NAME = "own-images";
    private static final String CLASSES = "synset.txt"; // DJL's name for such a file
    private static final int SIDE = 64;
    private static final int BATCH = 32;
    private static final int EPOCHS = 20;
    private static final int SEED = 1;

    private static final String USAGE = "train PICTURES [MODEL], or predict MODEL FILE...";

    private OwnImages() {}

    /** Something that the user can mend, in a sentence. */
    static final class UserException extends Exception {
        UserException(String message) {
            super(message);
        }
    }

    public static void main(String[] args) throws Exception {
        try {
            run(args);
        } catch (UserException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(String[] args) throws Exception {
        String command = args.length < 2 ? "" : args[0];
        if (command.equals("train") && args.length <= 3) {
            Path model = Path.of(args.length == 3 ? args[2] : "model");
            System.out.print(train(Path.of(args[1]), model));
            System.out.printf("Saved in %s%n", model);
        } else if (command.equals("predict") && args.length >= 3) {
            List<Path> files = List.of(args).subList(2, args.length).stream().map(Path::of).toList();
            List<Classifications> answers = predict(Path.of(args[1]), files);
            for (int i = 0; i < files.size(); i++) {
                System.out.printf("%s: %s%n", files.get(i), line(answers.get(i)));
            }
        } else {
            throw new UserException(USAGE);
        }
    }

    private static String line(Classifications answer) {
        List<String> words = new ArrayList<>();
        for (Classifications.Classification each : answer.topK(3)) {
            words.add("%s %.1f %%".formatted(each.getClassName(), 100 * each.getProbability()));
        }
        return String.join(", ", words);
    }

    // ---- the network: change it as you like

    /**
     * From (B, 3, 64, 64) to (B, classes). Four times convolution, batch norm, ReLU and max-pool; then
     * the mean over all places, because it does not matter where on the picture a thing is.
     */
    static SequentialBlock network(int classes) {
        SequentialBlock network = new SequentialBlock();
        for (int filters : new int[] {16, 32, 64, 64}) {
            network.add(
                    Conv2d.builder()
                            .setKernelShape(new Shape(3, 3))
                            .optPadding(new Shape(1, 1))
                            .setFilters(filters)
                            .build());
            network.add(BatchNorm.builder().build());
            network.add(Activation::relu);
            network.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
        }
        return network.add(Pool.globalAvgPool2dBlock()) // (B, 64)
                .add(Linear.builder().setUnits(classes).build());
    }

    // ---- the data

    /** All pictures below a folder; which class each shows is the name of the folder it is in. */
    private static ImageFolder pictures(Path folder, Transform... more) throws Exception {
        ImageFolder.Builder builder =
                ImageFolder.builder()
                        .setRepositoryPath(folder)
                        .optMaxDepth(8)
                        .addTransform(new Resize(SIDE, SIDE));
        for (Transform each : more) {
            builder.addTransform(each);
        }
        builder.addTransform(new ToTensor()); // (3, 64, 64), from 0 to 1
        ImageFolder pictures = builder.setSampling(BATCH, true).build();
        pictures.prepare();
        return pictures;
    }

    /**
     * A picture and its mirror image show the same. Leave this out where they do not, as with
     * letters. DJL's own RandomFlipLeftRight does nothing in version 0.36.
     */
    private static Transform flip(Random random) {
        return picture -> random.nextBoolean() ? picture.flip(1) : picture; // (H, W, 3)
    }

    // ---- training

    /** How the pictures that were held out were read: a row for each class, a column for each answer. */
    record Report(List<String> classes, int[][] confusion) {

        double accuracy() {
            int right = 0;
            int all = 0;
            for (int i = 0; i < confusion.length; i++) {
                right += confusion[i][i];
                for (int count : confusion[i]) {
                    all += count;
                }
            }
            return (double) right / all;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            text.append("Accuracy on the fifth that was held out: ");
            text.append("%.1f %%%n%n%16s".formatted(100 * accuracy(), "is \\ read as"));
            classes.forEach(name -> text.append(" %10.10s".formatted(name)));
            for (int i = 0; i < confusion.length; i++) {
                text.append("%n%16.16s".formatted(classes.get(i)));
                for (int count : confusion[i]) {
                    text.append(" %10d".formatted(count));
                }
            }
            return text.append("%n%n".formatted()).toString();
        }
    }

    static Report train(Path folder, Path saved) throws Exception {
        requireClasses(folder);
        Engine.getInstance().setRandomSeed(SEED); // the same pictures then give the same network
        ImageFolder changed = pictures(folder, flip(new Random(SEED)));
        ImageFolder asTheyAre = pictures(folder);
        List<String> classes = changed.getSynset();
        List<Long> order = new ArrayList<>(LongStream.range(0, changed.size()).boxed().toList());
        Collections.shuffle(order, new Random(SEED));
        int heldOut = order.size() / 5;
        RandomAccessDataset test = asTheyAre.subDataset(order.subList(0, heldOut));
        RandomAccessDataset training = changed.subDataset(order.subList(heldOut, order.size()));

        try (Model model = Model.newInstance(NAME)) {
            model.setBlock(network(classes.size()));
            try (Trainer trainer = model.newTrainer(configuration())) {
                trainer.initialize(new Shape(1, 3, SIDE, SIDE));
                EasyTrain.fit(trainer, EPOCHS, training, null);
                Report report = new Report(classes, confusion(trainer, test, classes.size()));
                Files.createDirectories(saved);
                model.save(saved, NAME);
                Files.write(saved.resolve(CLASSES), classes);
                return report;
            }
        }
    }

    private static DefaultTrainingConfig configuration() {
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.003f)).build())
                .addTrainingListeners(
                        new TrainingListenerAdapter() {
                            private int epoch;

                            @Override
                            public void onEpoch(Trainer trainer) {
                                System.err.printf("epoch %d of %d%n", ++epoch, EPOCHS);
                            }
                        });
    }

    private static int[][] confusion(Trainer trainer, RandomAccessDataset test, int classes)
            throws Exception {
        int[][] confusion = new int[classes][classes];
        for (Batch batch : trainer.iterateDataset(test)) {
            try (batch) {
                NDArray answers = trainer.evaluate(batch.getData()).head().argMax(1);
                long[] read = answers.toLongArray();
                long[] actual = batch.getLabels().head().toLongArray();
                for (int i = 0; i < read.length; i++) {
                    confusion[(int) actual[i]][(int) read[i]]++;
                }
            }
        }
        return confusion;
    }

    private static void requireClasses(Path folder) throws UserException {
        File[] classes = folder.toFile().listFiles(File::isDirectory);
        if (classes == null || classes.length < 2) {
            throw new UserException(
                    folder + " must hold a folder of pictures for each class, and at least two.");
        }
    }

    // ---- prediction

    static List<Classifications> predict(Path saved, List<Path> files) throws Exception {
        try (ZooModel<Image, Classifications> model = load(saved);
                Predictor<Image, Classifications> predictor = model.newPredictor()) {
            List<Image> images = new ArrayList<>();
            for (Path file : files) {
                images.add(picture(file));
            }
            return predictor.batchPredict(images);
        }
    }

    private static Image picture(Path file) throws UserException {
        try {
            return ImageFactory.getInstance().fromFile(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserException(file + " is no picture that can be read.");
        }
    }

    private static ZooModel<Image, Classifications> load(Path saved) throws Exception {
        if (!Files.exists(saved.resolve(CLASSES))) {
            throw new UserException(saved + " holds no model: 'train PICTURES " + saved + "' saves one.");
        }
        List<String> classes = Files.readAllLines(saved.resolve(CLASSES));
        return Criteria.builder()
                .setTypes(Image.class, Classifications.class)
                .optModelPath(saved)
                .optModelName(NAME)
                .optEngine("PyTorch")
                .optBlock(network(classes.size())) // .params hold numbers; the block says what for
                .optTranslator(new PictureTranslator(classes))
                .build()
                .loadModel();
    }

    /** A picture goes in as the training's pictures did; the logits come out as probabilities. */
    private record PictureTranslator(List<String> classes)
            implements Translator<Image, Classifications> {

        @Override
        public NDList processInput(TranslatorContext context, Image picture) {
            NDArray pixels = picture.toNDArray(context.getNDManager(), Image.Flag.COLOR);
            pixels = new Resize(SIDE, SIDE).transform(pixels);
            return new NDList(new ToTensor().transform(pixels));
        }

        @Override
        public Classifications processOutput(TranslatorContext context, NDList logits) {
            return new Classifications(classes, logits.singletonOrThrow().softmax(0));
        }

        @Override
        public Batchifier getBatchifier() {
            return Batchifier.STACK;
        }
    }
}
