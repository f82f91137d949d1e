package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.TinyMnist;

/** sample, train, evaluate, predict, inspect-filters and info, on a network that was trained. */
class ModelCommandsTest {

    private static final Path MODELS = Trained.MODELS;

    @TempDir Path temp;
    private Path seven;

    @BeforeEach
    void writesASeven() {
        seven = temp.resolve("seven.png");
        User.cnn("sample --digit 7", "--data", Trained.DATA, "--output", seven).succeeds();
    }

    // ---- sample

    /** The first test image of MNIST is a 7. */
    @Test
    void writesADigitPixelByPixel() throws Exception {
        BufferedImage picture = ImageIO.read(seven.toFile());
        byte[] file = Files.readAllBytes(Trained.DATA.resolve(TinyMnist.TEST_IMAGES));

        assertThat(picture.getWidth()).isEqualTo(28);
        assertThat(picture.getHeight()).isEqualTo(28);
        for (int i = 0; i < 784; i++) {
            assertThat(picture.getRaster().getSample(i % 28, i / 28, 0))
                    .isEqualTo(file[16 + i] & 255);
        }
    }

    @Test
    void saysItToProgramsToo() throws Exception {
        Path file = temp.resolve("three.png");

        JsonObject document =
                User.cnn("sample --digit 3 --json", "--data", Trained.DATA, "-o", file)
                        .succeeds()
                        .json("sample/1");

        assertThat(document.get("file").getAsString()).isEqualTo(file.toString());
        assertThat(document.get("digit").getAsInt()).isEqualTo(3);
        LabelledImages images = ImageSet.in(Trained.DATA).test();
        assertThat(images.label(document.get("index").getAsInt())).isEqualTo(3);
    }

    @Test
    void namesTheBlankPicture() throws Exception {
        Path file = temp.resolve("blank.png");
        ImageIO.write(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "png", file.toFile());

        Outcome outcome = User.cnn("predict", "--models", MODELS, "--model", "small", file);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("cnn: '" + file + "': ").contains("blank");
    }

    @Test
    void saysWhichImageItWrote() {
        Path file = temp.resolve("x.png");
        Object[] words = {
            "sample --split train --digit 4 --index 1", "--data", Trained.DATA, "-o", file
        };

        // MNIST's training labels begin 5 0 4 1 9 2 1 3 1 4.
        assertThat(User.cnn(words).succeeds().out())
                .isEqualTo(
                        file + ": a 4, image 9 of the training images of " + Trained.DATA + "\n");
    }

    @Test
    void writesASheetOfDigits() throws Exception {
        Path file = temp.resolve("sheet.png");

        Outcome outcome = User.cnn("sample --grid", "--data", Trained.DATA, "-o", file);

        assertThat(outcome.succeeds().out()).startsWith(file + ": ");
        assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(12 * 28);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, Integer.MAX_VALUE})
    void refusesAnImageThatIsNotThere(int index) {
        User.cnn("sample", "--data", Trained.DATA, "--index", index, "-o", temp.resolve("x.png"))
                .refuses("sample", "--index is", index, "200 such images, numbered from 0");
    }

    // ---- train

    @Test
    void trainsAndReportsForPeople() {
        Outcome outcome = Trained.TRAINING.succeeds();

        assertThat(outcome.err().lines().toList()).hasSize(4);
        assertThat(outcome.err())
                .startsWith(
                        "Run small: 1,000 images, 2 epochs of batches of 32, seed 1, on cpu with 2"
                                + " threads.\nRecipe custom: AdamW, learning rate one-cycle to"
                                + " 0.004, weight decay 0.01, label smoothing 0.1.\nepoch 1/2: training loss ");
        assertThat(outcome.out())
                .startsWith("epoch  training loss  validation loss  validation accuracy  seconds\n")
                .containsPattern("test accuracy  \\d\\d\\.\\d\\d % \\(\\d+ of 200; 95 % interval ")
                .contains(MODELS.resolve("small").toString())
                .contains("Next:  cnn predict digit.png");
        assertThat(MODELS.resolve("small/curves.png")).isNotEmptyFile();
    }

    @Test
    void trainsAndReportsForPrograms() {
        Outcome outcome = trains("--name", "json", "--json", "--quiet").succeeds();
        JsonObject document =
                outcome.json("train/1", "run", "seed", "epochs", "test", "checkpoint");

        assertThat(outcome.err()).isEmpty();
        assertThat(document.get("run").getAsString()).isEqualTo("json");
        JsonArray epochs = document.getAsJsonArray("epochs");
        assertThat(epochs).hasSize(2);
        assertThat(epochs.get(1).getAsJsonObject().keySet())
                .contains("epoch", "trainLoss", "validationLoss", "validationAccuracy", "seconds");
        assertThat(document.getAsJsonObject("test").keySet()).contains("accuracy", "loss");
        assertThat(Path.of(document.get("checkpoint").getAsString())).isNotEmptyFile();
    }

    @Test
    void drawsASeedAndPrintsIt() {
        JsonObject document = trains("--json").succeeds().json("train/1");

        assertThat(document.get("run").getAsString()).matches("\\d{8}-\\d{6}-simplecnn(-2)?");
        assertThat(document.get("seed").getAsLong()).isNotNegative();
        long other = trains("--json").json("train/1").get("seed").getAsLong();
        assertThat(other).isNotEqualTo(document.get("seed").getAsLong());
    }

    @Test
    void goesOnOnlyWithTheOptionsThatTheRunBeganWith() {
        User.cnn("train --resume small --epochs 9", "--models", MODELS)
                .refuses(
                        "train",
                        "--epochs does not go with --resume",
                        "the options that it began with");
    }

    @Test
    void hasNothingToResumeInAnEmptyFolder() {
        User.cnn("train --resume", "--models", temp)
                .failsWith("There is no run to resume in", temp, "cnn train");
        User.cnn("train --resume nosuch", "--models", temp)
                .failsWith("There is no run 'nosuch' in " + temp + ", and no such folder.");
    }

    @Test
    void goesOnOnlyWithTheSameImages() throws Exception {
        Path models = Trained.copyOfModels(temp.resolve("models"));
        Path data = TinyMnist.write(temp.resolve("data"), 20, 10);
        Path file = models.resolve("small/run.json");
        Files.writeString(
                file, Files.readString(file).replace(Trained.DATA.toString(), data.toString()));

        User.cnn("train --resume", "--models", models)
                .failsWith("The images of", data, "train a new run");
    }

    @Test
    void saysThatThereIsNoGpu() {
        Outcome outcome = trains("--device", "cuda");
        org.junit.jupiter.api.Assumptions.assumeFalse(outcome.code() == 0, "here is a GPU");

        outcome.failsWith("--device cuda", "leave the option out", "docs/machine.md");
        assertThat(temp.resolve("models")).doesNotExist();
    }

    @Test
    void saysThatTheLearningRateIsTooHigh() {
        Outcome outcome = trains("--learning-rate", "1e20");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines().toList())
                .last()
                .asString()
                .matches("cnn: The loss exploded .* the learning rate is too high, .*\\.");
    }

    private Outcome trains(Object... more) {
        List<Object> words = new ArrayList<>();
        words.add("train --epochs 2 --limit 32 --validation 10");
        words.addAll(List.of("--models", temp.resolve("models")));
        if (!List.of(more).contains("--data")) {
            words.addAll(List.of("--data", Trained.DATA));
        }
        words.addAll(Arrays.asList(more));
        return User.cnn(words.toArray());
    }

    /** A shell makes of the command what was typed. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsACommandThatCanBeCopied() throws Exception {
        Path data = TinyMnist.write(temp.resolve("it's mine"), 60, 20);
        trains("--data", data, "--name", "run").succeeds();
        String json = Files.readString(temp.resolve("models/run/run.json"));
        String command =
                JsonParser.parseString(json).getAsJsonObject().get("command").getAsString();

        String script = "cnn() { printf '%s\\n' \"$@\"; }; " + command;
        Process shell = new ProcessBuilder("sh", "-c", script).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("train\n--data\n" + data + "\n--epochs\n2\n");
    }

    // ---- evaluate

    @Test
    void evaluatesWithNumbersThatAgreeWithEachOther() {
        Outcome outcome = User.cnn("evaluate --json --model small", "--models", MODELS).succeeds();
        JsonObject document =
                outcome.json(
                        "evaluate/1",
                        "split",
                        "count",
                        "accuracy",
                        "interval",
                        "loss",
                        "confusion",
                        "perDigit");

        assertThat(outcome.err()).isEmpty();
        // The first 200 test labels of MNIST, counted by another program.
        int[] labels = {17, 28, 16, 16, 28, 20, 20, 24, 10, 21};
        int right = 0;
        int all = 0;
        for (int truth = 0; truth < 10; truth++) {
            JsonArray row = document.getAsJsonArray("confusion").get(truth).getAsJsonArray();
            int sum = 0;
            for (JsonElement count : row) {
                sum += count.getAsInt();
            }
            assertThat(sum).as("images of a %d", truth).isEqualTo(labels[truth]);
            int hits = row.get(truth).getAsInt();
            double recall =
                    document.getAsJsonArray("perDigit")
                            .get(truth)
                            .getAsJsonObject()
                            .get("recall")
                            .getAsDouble();
            assertThat(recall).isCloseTo((double) hits / sum, within(1e-12));
            right += hits;
            all += sum;
        }
        assertThat(document.get("count").getAsInt()).isEqualTo(all).isEqualTo(200);
        double accuracy = document.get("accuracy").getAsDouble();
        assertThat(accuracy).isEqualTo(right / 200.0).isGreaterThan(0.5);
        JsonObject confidence = document.getAsJsonObject("confidence");
        assertThat(confidence.get("temperature").getAsDouble()).isPositive().isNotEqualTo(1);
        assertThat(confidence.get("error").getAsDouble()).isBetween(0.0, 1.0);
        JsonArray interval = document.getAsJsonArray("interval");
        assertThat(accuracy)
                .isBetween(interval.get(0).getAsDouble(), interval.get(1).getAsDouble());
        // The training measured the same images at its end.
        assertThat(Trained.TRAINING.out()).contains("(%d of 200;".formatted(right));
    }

    @Test
    void evaluatesForPeopleAndDraws() throws Exception {
        Path folder = temp.resolve("report");

        Outcome outcome =
                User.cnn("evaluate", "--models", MODELS, "--model", "small", "-o", folder)
                        .succeeds();

        assertThat(outcome.out())
                .startsWith("small, epoch ")
                .contains("on the 200 test images:\n\naccuracy     ")
                .containsPattern("calibration  probabilities are off by \\d+\\.\\d\\d % on average")
                .contains("\ndigit  precision    recall\n");
        assertThat(ImageIO.read(folder.resolve("confusion.png").toFile())).isNotNull();
        assertThat(ImageIO.read(folder.resolve("mistakes.png").toFile())).isNotNull();
    }

    @Test
    void evaluatesTheImagesThatWereHeldOut() {
        JsonObject document =
                User.cnn("evaluate --split validation --json --model small", "--models", MODELS)
                        .succeeds()
                        .json("evaluate/1");

        assertThat(document.get("count").getAsInt()).isEqualTo(200);
        assertThat(document.get("split").getAsString()).isEqualTo("validation");
        // The training measured these too: its best epoch stands in its table.
        assertThat(Trained.TRAINING.out())
                .contains(" %.2f %% ".formatted(100 * document.get("accuracy").getAsDouble()));
    }

    // ---- which model

    @Test
    void namesTheEpochsThatThereAre() {
        User.cnn("evaluate --epoch 99 --model small", "--models", MODELS)
                .failsWith("Run small has no epoch 99", "are those of epochs 0, 1, 2");
    }

    @Test
    void fallsBackToTheNetworkThatComesWithTheProgram() throws Exception {
        Path home = temp.resolve("program");
        Files.createDirectories(home);
        Trained.copyOfModels(home.resolve("models"));
        Files.move(home.resolve("models/small"), home.resolve("models/pretrained"));
        Files.delete(home.resolve("models/latest"));
        String before = System.getProperty("patternscanner.home", "");
        System.setProperty("patternscanner.home", home.toString());
        try {
            Outcome outcome = User.cnn("predict", seven);

            assertThat(outcome.code()).isZero();
            assertThat(outcome.err())
                    .isEqualTo(
                            "No run of yours in "
                                    + home.resolve("models")
                                    + " yet; using the network that comes with the program. 'cnn"
                                    + " train' trains one.\n");
            assertThat(outcome.out()).contains(seven.toString());
            assertThat(User.cnn("predict", seven, "--model", "pretrained").succeeds().err())
                    .isEmpty();
        } finally {
            System.setProperty("patternscanner.home", before);
        }
    }

    @ParameterizedTest
    @CsvSource({"evaluate", "inspect-filters", "predict"})
    void failsInOneSentenceOnADamagedRun(String command) throws Exception {
        Path models = Trained.copyOfModels(temp.resolve("models"));
        Object[] words = {command, "--models", models, "--model", "small"};
        if (command.equals("predict")) {
            words = new Object[] {command, "--models", models, "--model", "small", seven, "--json"};
        }
        Path params = models.resolve("small/epoch-0002.params");
        Files.writeString(params, "damaged");
        Files.writeString(models.resolve("small/epoch-0001.params"), "damaged");
        Outcome outcome = User.cnn(words);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(" is damaged: its checksum ").hasLineCount(1);

        Path file = models.resolve("small/run.json");
        Files.writeString(file, "{");
        User.cnn(words).failsWith(file + " is damaged: it is not the JSON of a run.");
    }

    // ---- predict

    @Test
    void readsADigit() {
        Outcome outcome =
                User.cnn("predict", "--models", MODELS, "--model", "small", seven).succeeds();

        assertThat(outcome.out().lines().toList()).hasSize(3);
        assertThat(outcome.out())
                .containsPattern(
                        "(?m)^" + java.util.regex.Pattern.quote(seven.toString()) + " +7 .*%  7: ");
    }

    @Test
    void readsFoldersAndStdinToo() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        Files.copy(seven, folder.resolve("b.PNG"));
        Files.copy(seven, folder.resolve("a.png"));
        Files.writeString(folder.resolve("notes.txt"), "no picture");

        JsonArray predictions =
                predictions(
                        User.cnnReading(
                                        Files.readAllBytes(seven),
                                        "predict",
                                        "--models",
                                        MODELS,
                                        "--model",
                                        "small",
                                        folder,
                                        "-",
                                        "--json")
                                .succeeds());

        assertThat(predictions)
                .extracting(p -> p.getAsJsonObject().get("file").getAsString())
                .containsExactly(
                        folder.resolve("a.png").toString(),
                        folder.resolve("b.PNG").toString(),
                        "-");
        for (JsonElement element : predictions) {
            JsonObject prediction = element.getAsJsonObject();
            assertThat(prediction.get("digit").getAsInt()).isEqualTo(7);
            JsonArray probabilities = prediction.getAsJsonArray("probabilities");
            double sum = 0;
            double best = 0;
            for (JsonElement probability : probabilities) {
                sum += probability.getAsDouble();
                best = Math.max(best, probability.getAsDouble());
            }
            assertThat(probabilities).hasSize(10);
            assertThat(sum).isCloseTo(1, within(1e-9));
            assertThat(prediction.get("probability").getAsDouble()).isEqualTo(best);
        }
    }

    @Test
    void readsTheOthersWhenOneFileIsBroken() throws Exception {
        Path broken = Files.writeString(temp.resolve("broken.png"), "no picture");
        Path missing = temp.resolve("missing.png");
        Object[] words = {
            "predict",
            "--models",
            MODELS,
            "--model",
            "small",
            seven,
            broken,
            missing,
            seven,
            "--json"
        };

        Outcome outcome = User.cnn(words);

        assertThat(outcome.code()).isEqualTo(1);
        JsonArray predictions = predictions(outcome);
        assertThat(predictions).hasSize(4);
        assertThat(predictions.get(0).getAsJsonObject().get("digit").getAsInt()).isEqualTo(7);
        assertThat(predictions.get(1).getAsJsonObject().keySet()).containsExactly("file", "error");
        assertThat(predictions.get(2).getAsJsonObject().get("error").getAsString())
                .isEqualTo("'" + missing + "' does not exist: check the file's name.");
        assertThat(predictions.get(3).getAsJsonObject().get("digit").getAsInt()).isEqualTo(7);
        assertThat(outcome.err().lines().filter(line -> line.startsWith("cnn: "))).hasSize(2);

        Outcome text = User.cnn("predict", "--models", MODELS, "--model", "small", broken, seven);
        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out()).contains("seven.png").doesNotContain("broken.png");
    }

    /**
     * Several batches, in the order of the names, and as right as the arrays that they came from.
     */
    @Test
    void readsAFolderOfPicturesAsWellAsItReadsTheDataSet() throws Exception {
        LabelledImages images = ImageSet.in(Trained.DATA).test();
        Path folder = Files.createDirectory(temp.resolve("all"));
        for (int i = 0; i < images.size(); i++) {
            BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            picture.getRaster().setDataElements(0, 0, 28, 28, images.image(i));
            String name = "%03d-%d.png".formatted(i, images.label(i));
            ImageIO.write(picture, "png", folder.resolve(name).toFile());
        }
        Files.writeString(folder.resolve("100-broken.png"), "no picture");

        Outcome outcome =
                User.cnn("predict", "--models", MODELS, "--model", "small", "--json", folder);

        assertThat(outcome.code()).isEqualTo(1);
        JsonArray predictions = predictions(outcome);
        assertThat(predictions).hasSize(images.size() + 1);
        int right = 0;
        String last = "";
        for (JsonElement element : predictions) {
            JsonObject prediction = element.getAsJsonObject();
            String file = prediction.get("file").getAsString();
            assertThat(file).isGreaterThan(last);
            last = file;
            if (file.endsWith("broken.png")) {
                assertThat(prediction.has("error")).isTrue();
            } else if (file.endsWith("-" + prediction.get("digit").getAsInt() + ".png")) {
                right++;
            }
        }
        double accuracy =
                User.cnn("evaluate --json --model small", "--models", MODELS)
                        .succeeds()
                        .json("evaluate/1")
                        .get("accuracy")
                        .getAsDouble();
        assertThat(right / (double) images.size()).isCloseTo(accuracy, within(0.006));
    }

    @Test
    void saysThatThereIsNoSuchPicture() {
        User.cnn("predict --model small", "--models", MODELS, temp.resolve("no.png"))
                .failsWith(temp.resolve("no.png"), "does not exist", "s name");
        User.cnnReading(new byte[0], "predict --model small", "--models", MODELS, "-")
                .failsWith("'stdin' is empty: save or copy the picture again.");
    }

    @Test
    void readsANumberDigitByDigitUnlessThereIsToBeOnlyOne() throws Exception {
        BufferedImage digit = ImageIO.read(seven.toFile());
        BufferedImage sheet = new BufferedImage(84, 28, BufferedImage.TYPE_BYTE_GRAY);
        sheet.getGraphics().drawImage(digit, 0, 0, null);
        sheet.getGraphics().drawImage(digit, 50, 0, null);
        Path number = temp.resolve("77.png");
        ImageIO.write(sheet, "png", number.toFile());

        JsonObject read =
                predictions(
                                User.cnn(
                                                "predict",
                                                "--models",
                                                MODELS,
                                                "--model",
                                                "small",
                                                number,
                                                "--json")
                                        .succeeds())
                        .get(0)
                        .getAsJsonObject();
        assertThat(read.get("text").getAsString()).isEqualTo("77");
        assertThat(read.has("digit")).isFalse();
        JsonArray digits = read.getAsJsonArray("digits");
        assertThat(digits).hasSize(2);
        JsonObject second = digits.get(1).getAsJsonObject();
        assertThat(second.get("digit").getAsInt()).isEqualTo(7);
        JsonArray box = second.getAsJsonArray("box");
        JsonArray firstBox = digits.get(0).getAsJsonObject().getAsJsonArray("box");
        assertThat(box.get(0).getAsInt()).isEqualTo(firstBox.get(0).getAsInt() + 50);
        assertThat(box.get(2)).isEqualTo(firstBox.get(2));

        JsonObject single =
                predictions(
                                User.cnn(
                                                "predict --json --single --model small",
                                                "--models",
                                                MODELS,
                                                number)
                                        .succeeds())
                        .get(0)
                        .getAsJsonObject();
        assertThat(single.get("text").getAsString()).hasSize(1);
        assertThat(single.getAsJsonArray("warnings").get(0).getAsString())
                .startsWith("There is more than one digit in the picture");
    }

    private static JsonArray predictions(Outcome outcome) {
        return outcome.json("predict/1", "model", "predictions").getAsJsonArray("predictions");
    }

    // ---- inspect-filters

    @ParameterizedTest
    @CsvSource({"conv1, 32, 1", "conv2, 64, 32"})
    void givesTheSameFiltersInEveryFormat(String layer, int filters, int channels)
            throws Exception {
        Object[] words = {
            "inspect-filters", "--models", MODELS, "--model", "small", "--layer", layer, "--format"
        };
        JsonObject json =
                User.cnn(with(words, "json")).json("inspect-filters/1", "weights", "bias");
        List<Float> weights = new ArrayList<>();
        flatten(json.get("weights"), weights);

        assertThat(json.get("layer").getAsString()).isEqualTo(layer);
        assertThat(json.get("shape")).hasToString("[%d,%d,3,3]".formatted(filters, channels));
        assertThat(json.getAsJsonArray("bias")).hasSize(filters);
        assertThat(weights).hasSize(filters * channels * 9);

        List<String> csv = User.cnn(with(words, "csv")).succeeds().out().lines().toList();
        assertThat(csv.get(0)).isEqualTo("filter,channel,row,column,weight");
        assertThat(csv.stream().skip(1).map(line -> Float.valueOf(line.split(",", -1)[4])))
                .isEqualTo(weights);
        assertThat(csv.get(6)).startsWith("0,0,1,2,");

        Path npy = temp.resolve("filters.npy");
        User.cnn(with(words, "npy", "-o", npy)).succeeds();
        assertThat(npy(npy, filters, channels)).isEqualTo(weights);
    }

    /** NumPy's format 1.0: a magic word, the header's length, a header, the numbers. */
    private static List<Float> npy(Path file, int filters, int channels) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong() & 0xffffffffffffL).isEqualTo(0x59504d554e93L); // \x93NUMPY
        byte[] header = new byte[bytes.getShort()];
        bytes.get(header);
        assertThat(new String(header, StandardCharsets.US_ASCII))
                .contains("'<f4'", "False", "(%d, %d, 3, 3,)".formatted(filters, channels));
        List<Float> numbers = new ArrayList<>();
        while (bytes.hasRemaining()) {
            numbers.add(bytes.getFloat());
        }
        return numbers;
    }

    private static Object[] with(Object[] words, Object... more) {
        List<Object> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    private static void flatten(JsonElement element, List<Float> into) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(child -> flatten(child, into));
        } else {
            into.add(element.getAsFloat());
        }
    }

    @Test
    void drawsTheFilters() throws Exception {
        Path file = temp.resolve("filters.png");

        Outcome outcome =
                User.cnn("inspect-filters", "--models", MODELS, "--model", "small", "-o", file)
                        .succeeds();

        assertThat(outcome.out()).isEqualTo(file + ": 32 filters of conv1\n");
        assertThat(ImageIO.read(file.toFile())).isNotNull();
        assertThat(
                        User.cnn("inspect-filters", "--models", MODELS, "--model", "small")
                                .succeeds()
                                .out())
                .startsWith("The filters of conv1: small, epoch ")
                .contains("filter   norm    bias  nearest")
                .doesNotContain("\u001b");
    }

    // ---- info

    @Test
    void saysWhatRunsHere() {
        Outcome outcome = User.cnn("info", "--models", MODELS).succeeds();

        assertThat(outcome.out())
                .contains("djl              0.36.0\n")
                .contains("engine           PyTorch 2.7.1\n")
                .contains("models           " + MODELS + "\n")
                .contains("java             " + System.getProperty("java.version") + "\n");
    }
}
