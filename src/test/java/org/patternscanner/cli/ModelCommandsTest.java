package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.at;
import static org.patternscanner.cli.Documents.number;
import static org.patternscanner.cli.Documents.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
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
    private final Path seven = Trained.SEVEN;

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

        assertThat(text(document, "file")).isEqualTo(file.toString());
        assertThat(number(document, "digit")).isEqualTo(3);
        LabelledImages images = ImageSet.in(Trained.DATA).test();
        assertThat(images.label(document.get("index").getAsInt())).isEqualTo(3);
    }

    @Test
    void saysWhichImageItWrote() {
        Path file = temp.resolve("x.png");
        String command = "sample --split train --digit 4 --index 1";

        // MNIST's training labels begin 5 0 4 1 9 2 1 3 1 4.
        assertThat(User.cnn(command, "--data", Trained.DATA, "-o", file).succeeds().out())
                .startsWith(file + ": a 4, image 9 of the training images of " + Trained.DATA);
    }

    @Test
    void writesASheetOfDigits() throws Exception {
        Path file = temp.resolve("sheet.png");

        Outcome outcome = User.cnn("sample --grid", "--data", Trained.DATA, "-o", file);

        assertThat(outcome.succeeds().out()).startsWith(file + ": ");
        assertThat(Pictures.width(file)).isGreaterThan(12 * 28);
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
        Outcome outcome = trains("json", "--json", "--quiet").succeeds();
        JsonObject document =
                outcome.json("train/1", "run", "seed", "epochs", "test", "checkpoint");

        assertThat(outcome.err()).isEmpty();
        assertThat(text(document, "run")).isEqualTo("json");
        assertThat(array(document, "epochs")).hasSize(2);
        assertThat(at(document, "epochs/1").getAsJsonObject().keySet())
                .contains("epoch", "trainLoss", "validationLoss", "validationAccuracy", "seconds");
        assertThat(document.getAsJsonObject("test").keySet()).contains("accuracy", "loss");
        assertThat(Path.of(text(document, "checkpoint"))).isNotEmptyFile();
    }

    @Test
    void drawsASeedAndNamesTheRunAndPrintsBoth() {
        long[] seeds = new long[2];
        for (int i = 0; i < 2; i++) {
            JsonObject document =
                    User.cnn(
                                    "train --epochs 1 --limit 32 --validation 10 --json",
                                    "--data",
                                    Trained.DATA,
                                    "--models",
                                    temp)
                            .succeeds()
                            .json("train/1");
            assertThat(text(document, "run")).matches("\\d{8}-\\d{6}-simplecnn(-2)?");
            seeds[i] = document.get("seed").getAsLong();
            assertThat(seeds[i]).isNotNegative();
        }
        assertThat(seeds[1]).isNotEqualTo(seeds[0]);
    }

    @Test
    void goesOnOnlyWithTheOptionsThatTheRunBeganWith() {
        User.cnn("train --resume small --epochs 9", "--models", MODELS)
                .refuses("train", "--epochs does not go with --resume", "options that it began");
    }

    @Test
    void hasNothingToResumeInAnEmptyFolder() {
        User.cnn("train --resume", "--models", temp)
                .failsWith("There is no run to resume in", temp, "cnn train");
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
        Outcome outcome = trains("gpu", "--device", "cuda");
        assumeFalse(outcome.code() == 0, "here is a GPU");

        outcome.failsWith("--device cuda", "leave the option out", "docs/machine.md");
        assertThat(temp.resolve("models")).doesNotExist();
    }

    @Test
    void saysThatTheLearningRateIsTooHigh() {
        trains("run", "--learning-rate", "1e20")
                .failsWith("The loss exploded ", "the learning rate is too high, ");
    }

    private Outcome trains(String run, Object... more) {
        String options = "--epochs 2 --limit 32 --validation 10";
        return Trained.trains(temp.resolve("models"), run, options, more);
    }

    /** A shell makes of the command what was typed. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsACommandThatCanBeCopied() throws Exception {
        Path data = TinyMnist.write(temp.resolve("it's mine"), 60, 20);
        User.cnn(
                        "train --epochs 2 --limit 32 --validation 10 --name run",
                        "--data",
                        data,
                        "--models",
                        temp)
                .succeeds();
        String command = text(Documents.read(temp.resolve("run/run.json")), "command");

        String script = "cnn() { printf '%s\\n' \"$@\"; }; " + command;
        Process shell = new ProcessBuilder("sh", "-c", script).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("train\n--data\n" + data + "\n--epochs\n2\n");
    }

    // ---- evaluate

    @Test
    void evaluatesWithNumbersThatAgreeWithEachOther() {
        Outcome outcome = Trained.cnn("evaluate --json").succeeds();
        JsonObject document = outcome.json("evaluate/1", "split", "count", "interval", "loss");

        assertThat(outcome.err()).isEmpty();
        // The first 200 test labels of MNIST, counted by another program.
        int[] labels = {17, 28, 16, 16, 28, 20, 20, 24, 10, 21};
        int right = 0;
        for (int truth = 0; truth < 10; truth++) {
            int sum = 0;
            for (JsonElement count : array(document, "confusion/" + truth)) {
                sum += count.getAsInt();
            }
            assertThat(sum).as("images of a %d", truth).isEqualTo(labels[truth]);
            int hits = (int) number(document, "confusion/%d/%<d".formatted(truth));
            assertThat(number(document, "perDigit/%d/recall".formatted(truth)))
                    .isCloseTo((double) hits / sum, within(1e-12));
            right += hits;
        }
        assertThat(number(document, "count")).isEqualTo(200);
        double accuracy = number(document, "accuracy");
        assertThat(accuracy).isEqualTo(right / 200.0).isGreaterThan(0.5);
        assertThat(accuracy)
                .isBetween(number(document, "interval/0"), number(document, "interval/1"));
        assertThat(number(document, "confidence/temperature")).isPositive().isNotEqualTo(1);
        assertThat(number(document, "confidence/error")).isBetween(0.0, 1.0);
        // The training measured the same images at its end.
        assertThat(Trained.TRAINING.out()).contains("(%d of 200;".formatted(right));
    }

    @Test
    void evaluatesForPeopleAndDraws() {
        Path folder = temp.resolve("report");

        Outcome outcome = Trained.cnn("evaluate", "-o", folder).succeeds();

        assertThat(outcome.out())
                .startsWith("small, epoch ")
                .contains("on the 200 test images:\n\naccuracy     ")
                .containsPattern("loss         \\d\\.\\d{4} \\(\\d\\.\\d{4} before temperature")
                .containsPattern("calibration  probabilities are off by \\d+\\.\\d\\d % on average")
                .contains("\ndigit  precision    recall\n");
        assertThat(folder.resolve("confusion.png")).isNotEmptyFile();
        assertThat(folder.resolve("mistakes.png")).isNotEmptyFile();
    }

    @Test
    void evaluatesTheImagesThatWereHeldOut() {
        JsonObject document =
                Trained.cnn("evaluate --split validation --json").succeeds().json("evaluate/1");

        assertThat(document.get("count").getAsInt()).isEqualTo(200);
        assertThat(document.get("split").getAsString()).isEqualTo("validation");
        // The training measured these too: its best epoch stands in its table.
        assertThat(Trained.TRAINING.out())
                .contains(" %.2f %% ".formatted(100 * document.get("accuracy").getAsDouble()));
    }

    // ---- which model

    @Test
    void namesTheEpochsThatThereAre() {
        Trained.cnn("evaluate --epoch 99")
                .failsWith("Run small has no epoch 99", "are those of epochs 0, 1, 2");
    }

    @Test
    void fallsBackToTheNetworkThatComesWithTheProgram() throws Exception {
        Path models = Files.createDirectories(temp.resolve("program")).resolve("models");
        Trained.copyOfModels(models);
        Files.move(models.resolve("small"), models.resolve("pretrained"));
        Files.delete(models.resolve("latest"));
        String before = System.getProperty("patternscanner.home", "");
        System.setProperty("patternscanner.home", temp.resolve("program").toString());
        try {
            Outcome outcome = User.cnn("predict", seven).succeeds();

            assertThat(outcome.err())
                    .startsWith("No run of yours in " + models + " yet; using the network that")
                    .endsWith("'cnn train' trains one.\n")
                    .hasLineCount(1);
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
        List<?> more = command.equals("predict") ? List.of(seven, "--json") : List.of();
        Files.writeString(models.resolve("small/epoch-0002.params"), "damaged");
        Files.writeString(models.resolve("small/epoch-0001.params"), "damaged");
        Outcome outcome = User.cnn(command, "--models", models, "--model", "small", more);
        assertThat(outcome.failsWith(" is damaged: its checksum ").err()).hasLineCount(1);

        Path file = models.resolve("small/run.json");
        Files.writeString(file, "{");
        User.cnn(command, "--models", models, "--model", "small", more)
                .failsWith(file + " is damaged: it is not the JSON of a run.");
    }

    // ---- predict

    @Test
    void readsADigit() {
        Outcome outcome = Trained.cnn("predict", seven).succeeds();

        assertThat(outcome.out().lines()).hasSize(3);
        assertThat(outcome.out()).containsPattern("(?m)^\\Q" + seven + "\\E +7 .*%  7: ");
    }

    @Test
    void readsFoldersAndStdinToo() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        Files.copy(seven, folder.resolve("b.PNG"));
        Files.copy(seven, folder.resolve("a.png"));
        Files.writeString(folder.resolve("notes.txt"), "no picture");
        Object[] words = {"--models", MODELS, "--model", "small", folder, "-", "--json"};

        JsonArray predictions =
                predictions(
                        User.cnnReading(Files.readAllBytes(seven), "predict", words).succeeds());

        assertThat(predictions)
                .extracting(prediction -> text(prediction, "file"))
                .containsExactly(folder + "/a.png", folder + "/b.PNG", "-");
        for (JsonElement prediction : predictions) {
            assertThat(number(prediction, "digit")).isEqualTo(7);
            double[] probabilities =
                    array(prediction, "probabilities").asList().stream()
                            .mapToDouble(JsonElement::getAsDouble)
                            .toArray();
            assertThat(probabilities).hasSize(10);
            assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-9));
            assertThat(Arrays.stream(probabilities).max())
                    .hasValue(number(prediction, "probability"));
        }
    }

    @Test
    void readsTheOthersWhenOneFileIsBroken() throws Exception {
        Path broken = Files.writeString(temp.resolve("broken.png"), "no picture");
        Path missing = temp.resolve("missing.png");

        Outcome outcome = Trained.cnn("predict", seven, broken, missing, seven, "--json");

        assertThat(outcome.code()).isEqualTo(1);
        JsonArray predictions = predictions(outcome);
        assertThat(predictions).hasSize(4);
        assertThat(number(predictions, "0/digit")).isEqualTo(7);
        assertThat(predictions.get(1).getAsJsonObject().keySet()).containsExactly("file", "error");
        assertThat(text(predictions, "2/error")).contains(missing.toString(), "does not exist");
        assertThat(number(predictions, "3/digit")).isEqualTo(7);
        assertThat(outcome.err().lines().filter(line -> line.startsWith("cnn: "))).hasSize(2);

        Outcome text = Trained.cnn("predict", broken, seven);
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
        Path broken = Files.writeString(folder.resolve("100-broken.png"), "no picture");

        Outcome outcome = Trained.cnn("predict", "--json", folder);

        assertThat(outcome.code()).isEqualTo(1);
        JsonArray predictions = predictions(outcome);
        assertThat(predictions)
                .hasSize(images.size() + 1)
                .extracting(prediction -> text(prediction, "file"))
                .isSorted();
        int right = 0;
        for (JsonElement prediction : predictions) {
            String file = text(prediction, "file");
            if (file.equals(broken.toString())) {
                assertThat(prediction.getAsJsonObject().has("error")).isTrue();
            } else if (file.endsWith("-%.0f.png".formatted(number(prediction, "digit")))) {
                right++;
            }
        }
        JsonObject evaluated = Trained.cnn("evaluate --json").succeeds().json("evaluate/1");
        assertThat(right / (double) images.size())
                .isCloseTo(number(evaluated, "accuracy"), within(0.006));
    }

    @Test
    void saysThatNothingCameOnStdin() {
        User.cnnReading(new byte[0], "predict --model small", "--models", MODELS, "-")
                .failsWith("'stdin' is empty", "save or copy the picture again");
    }

    @Test
    void readsANumberDigitByDigitUnlessThereIsToBeOnlyOne() throws Exception {
        BufferedImage digit = ImageIO.read(seven.toFile());
        BufferedImage sheet = new BufferedImage(84, 28, BufferedImage.TYPE_BYTE_GRAY);
        sheet.getGraphics().drawImage(digit, 0, 0, null);
        sheet.getGraphics().drawImage(digit, 50, 0, null);
        Path number = temp.resolve("77.png");
        ImageIO.write(sheet, "png", number.toFile());

        JsonElement read = predictions(Trained.cnn("predict --json", number).succeeds()).get(0);
        assertThat(text(read, "text")).isEqualTo("77");
        assertThat(read.getAsJsonObject().has("digit")).isFalse();
        assertThat(array(read, "digits")).hasSize(2);
        assertThat(number(read, "digits/1/digit")).isEqualTo(7);
        assertThat(number(read, "digits/1/box/0")).isEqualTo(number(read, "digits/0/box/0") + 50);
        assertThat(at(read, "digits/1/box/2")).isEqualTo(at(read, "digits/0/box/2"));

        JsonElement single =
                predictions(Trained.cnn("predict --json --single", number).succeeds()).get(0);
        assertThat(text(single, "text")).hasSize(1);
        assertThat(text(single, "warnings/0"))
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
        String command = "inspect-filters --layer " + layer + " --format ";
        JsonObject json =
                Trained.cnn(command + "json").json("inspect-filters/1", "weights", "bias");
        List<Float> weights = new ArrayList<>();
        flatten(json.get("weights"), weights);

        assertThat(text(json, "layer")).isEqualTo(layer);
        assertThat(json.get("shape")).hasToString("[%d,%d,3,3]".formatted(filters, channels));
        assertThat(array(json, "bias")).hasSize(filters);
        assertThat(weights).hasSize(filters * channels * 9);

        List<String> csv = Trained.cnn(command + "csv").succeeds().out().lines().toList();
        assertThat(csv.get(0)).isEqualTo("filter,channel,row,column,weight");
        assertThat(csv.stream().skip(1).map(line -> Float.valueOf(line.split(",", -1)[4])))
                .isEqualTo(weights);
        assertThat(csv.get(6)).startsWith("0,0,1,2,");

        Path npy = temp.resolve("filters.npy");
        Trained.cnn(command + "npy", "-o", npy).succeeds();
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

    private static void flatten(JsonElement element, List<Float> into) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(child -> flatten(child, into));
        } else {
            into.add(element.getAsFloat());
        }
    }

    @Test
    void drawsTheFilters() {
        Path file = temp.resolve("filters.png");

        Outcome outcome = Trained.cnn("inspect-filters", "-o", file).succeeds();

        assertThat(outcome.out()).isEqualTo(file + ": 32 filters of conv1\n");
        assertThat(file).isNotEmptyFile();
        assertThat(Trained.cnn("inspect-filters").succeeds().out())
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
