package org.patternscanner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Difference;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.arithmetic.ReceptiveField;
import org.patternscanner.arithmetic.ReceptiveField.Span;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.digit.Drawn;
import org.patternscanner.inspection.Evaluation;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.Prediction;
import org.patternscanner.inspection.Saliency;
import org.patternscanner.inspection.Saliency.Method;
import org.patternscanner.picture.PictureFiles;

/**
 * The page in a real Chromium, used as a learner would; what it shows is compared with the packages
 * that compute it.
 */
@Tag("slow")
class PageTest extends InChromium {

    private static final String INPUT = "Input: drag to draw";

    /** A stroke that is a 7, on a sheet of 28 x 28. */
    private static final double[][] SEVEN = {{6, 8}, {6, 19}, {14, 15}, {23, 12}};

    // A panel each, in the lesson's order.

    @Test
    void convolutionShowsWhatPlainLoopsComputeWhicheverWayItIsAsked() throws IOException {
        float[][] seven = firstSeven();
        try (Learner learner = chromium.learner()) {
            learner.openUnanswered("convolution");
            assertThat(learner.answer("where dark turns to bright, from left to right"))
                    .startsWith("Yes");
            Window window = Window.of(3).withPadding(1);
            learner.seesNumbers(OUTPUT, ForwardPass.slide(seven, sobel(), window));

            learner.pointAt(OUTPUT, SIDE, 10, 20);
            float product = ForwardPass.dotProduct(seven, sobel(), window, 10, 20);
            learner.sees("sum of the products %s".formatted(signed(product)));
            learner.canvas(OUTPUT).press("ArrowRight");
            learner.canvas(OUTPUT).press("ArrowDown");
            product = ForwardPass.dotProduct(seven, sobel(), window, 11, 21);
            learner.sees("sum of the products %s".formatted(signed(product)));

            learner.choose("Named:", "laplacian");
            Kernel laplacian = Kernel.named("laplacian").orElseThrow();
            learner.seesNumbers(OUTPUT, ForwardPass.slide(seven, laplacian.weights(), window));

            learner.type("size", 5);
            learner.type("weight, row 0, column 0", "2,5");
            learner.type("weight, row 4, column 3", "−1.25");
            learner.type("stride", 2);
            learner.type("padding", 3);
            learner.type("dilation", 2);
            learner.type("bias", 0.5);
            learner.control("ReLU").check();
            float[][] kernel = new float[5][5];
            for (int row = 0; row < 3; row++) {
                System.arraycopy(laplacian.weights()[row], 0, kernel[row + 1], 1, 3);
            }
            kernel[0][0] = 2.5f;
            kernel[4][3] = -1.25f;
            Window wide = new Window(5, 2, 3, 2);
            learner.seesNumbers(OUTPUT, activated(ForwardPass.slide(seven, kernel, wide), 0.5f));
            learner.sees(wide.formula(SIDE) + " = " + wide.outputSize(SIDE));
            learner.seesTheSameAnywhere();
        }
    }

    @Test
    void pictureIsDrawnWithMouseOrFingerOrComesFromAFile() throws IOException {
        try (Learner learner = chromium.learner()) {
            learner.open("convolution");
            learner.press("Blank, to draw on");
            learner.seesNumbers(INPUT, new float[SIDE][SIDE]);

            learner.drag(INPUT, SIDE, new double[] {5, 5}, new double[] {5, 9});
            learner.eventually(() -> assertThat(fiveDrawn(learner, 5)).containsOnly(1));
            assertThat(learner.numbers(INPUT)[20]).containsOnly(0);

            learner.swipe(INPUT, SIDE, new double[] {20, 5}, new double[] {20, 9});
            learner.eventually(() -> assertThat(fiveDrawn(learner, 20)).containsOnly(1));
            learner.seesTheSameAnywhere();

            Locator chooser = learner.page().locator("input[type=file]");
            chooser.setInputFiles(file("seven.png", pictureOfASeven()));
            learner.eventually(
                    () -> {
                        double[][] squeezed = learner.numbers(INPUT);
                        assertThat(squeezed[0]).containsOnly(1); // as it is: paper is bright
                        assertThat(squeezed[7][14]).isLessThan(0.5);
                    });
            chooser.setInputFiles(file("no.png", new byte[] {1, 2, 3}));
            learner.seesMatch("no\\.png");
            assertThat(learner.refusals()).hasSize(1);
        }
    }

    private static double[] fiveDrawn(Learner learner, int row) {
        return Arrays.copyOfRange(learner.numbers(INPUT)[row], 5, 10);
    }

    @Test
    void nothingMovesByItselfForWhoAskedForLessMotion() {
        try (Learner still = chromium.learner(each -> each.setReducedMotion(ReducedMotion.REDUCE));
                Learner other = chromium.learner()) {
            still.open("convolution", "at=3%2C4");
            still.seesMatch("so 28 × 28"); // before that there is nothing to slide over
            still.press("Slide");
            still.page().waitForTimeout(400);
            assertThat(still.page().url()).contains("at=3%2C5");
            assertThat(still.page().evaluate("() => document.getAnimations().length")).isEqualTo(0);

            other.open("convolution", "at=3%2C4");
            other.seesMatch("so 28 × 28");
            other.press("Slide");
            other.eventually(() -> assertThat(other.page().url()).contains("at=3%2C9"));
            other.press("Stop");
        }
    }

    @Test
    void outputSizeIsTheFormulasAndWhatCannotBeSaysWhy() {
        try (Learner learner = chromium.learner()) {
            learner.openUnanswered("output-size");
            assertThat(learner.answer("14 × 14")).startsWith("No, it is: 13 × 13, and the last");
            Window window = Window.of(3).withStride(2);
            learner.sees(window.formula(SIDE) + " = 13");
            learner.sees("No window reads pixel 27 (shaded).");

            learner.type("pixels n", 11);
            learner.type("kernel k", 2);
            learner.type("stride s", 4);
            learner.type("padding p", 1);
            learner.type("dilation d", 3);
            Window odd = new Window(2, 4, 1, 3);
            learner.sees(odd.formula(11) + " = " + odd.outputSize(11));
            learner.sees("No window reads pixel");
            learner.sees("cnn receptive-field --stack 2s4p1d3 --input 11");
            learner.canvas("One row for each place of the window").press("ArrowDown");
            learner.canvas("One row for each place of the window").press("ArrowDown");
            assertThat(learner.page().url()).contains("place=2");
            learner.seesTheSameAnywhere();

            learner.type("kernel k", 9);
            learner.seesMatch("(?i)kernel.*");
            learner.eventually(
                    () ->
                            assertThat(learner.page().locator(".error").first().innerText())
                                    .contains("25"));
            assertThat(learner.refusals()).isNotEmpty();
        }
    }

    @Tag("thorough")
    @Test
    void everyCopyOfAWeightLightsUpAndTheMeterCountsWhatTheyCost() {
        try (Learner learner = chromium.learner()) {
            learner.openUnanswered("weight-sharing");
            assertThat(learner.answer("about 20 million")).startsWith("Yes");
            learner.sees("Weight 4 (orange) stands in 16 places. Of 576 cells 144 hold a weight");

            learner.type("padding", 1);
            learner.click("The kernel: choose one of its weights", 3, 0, 0);
            // With a padding of 1 the corner weight misses one row and one column of 6 x 6 places.
            learner.sees("Weight 0 (orange) stands in 25 places.");
            learner.canvas("The kernel: choose one of its weights").press("ArrowRight");
            learner.sees("Weight 1 (orange) stands in 30 places.");
            learner.seesTheSameAnywhere();

            learner.eventually(
                    () ->
                            assertThat(learner.table("What the same map costs"))
                                    .extracting(row -> row.get(1))
                                    .containsExactly("19,694,080", "250,880", "320"));
            learner.type("channels in", 32);
            learner.type("channels out", 64);
            learner.control("The same map, three ways", "image side").fill("13");
            learner.sees("%,d".formatted(9 * 32 * 64 + 64));
        }
    }

    @Tag("thorough")
    @Test
    void fieldsAreTheComputedOnesAndAPixelChangesOnlyUnitsThatSeeIt() {
        try (Learner learner = chromium.learner()) {
            learner.openUnanswered("receptive-field");
            assertThat(learner.answer("7 × 7")).startsWith("Yes");
            learner.sees(fieldSentence("pool2", 3, 3));

            learner.choose("layer", "conv2");
            int side = Architecture.SIMPLE_CNN.step("conv2").orElseThrow().output().height();
            learner.click("The layer’s map: choose a unit", side, 10, 0);
            learner.sees(fieldSentence("conv2", 10, 0));
            learner.canvas("The layer’s map: choose a unit").press("ArrowUp");
            learner.sees(fieldSentence("conv2", 9, 0));

            learner.click("Poke a pixel", SIDE, 7, 19);
            learner.seesMatch(
                    "Changed: [1-9] of conv1, [1-4] of pool1, [0-9]+ of conv2, [0-9]+ of pool2\\.");
            learner.sees("All of them lie where the computed field has the pixel");

            learner.type("Windows, the one next to the image first:", "5s2p1d1,3,2s2");
            ReceptiveField field =
                    ReceptiveField.ofStack(
                            List.of(
                                    Window.parse("5s2p1d1"),
                                    Window.parse("3"),
                                    Window.parse("2s2")));
            learner.eventually(
                    () ->
                            assertThat(learner.table("The stack").get(2).subList(2, 4))
                                    .containsExactly(
                                            "%1$d × %1$d".formatted(field.size()),
                                            String.valueOf(field.jump())));
            learner.seesTheSameAnywhere();
            learner.refusals(); // a stack is not one before it is typed to its end
        }
    }

    private static String fieldSentence(String layer, int row, int column) {
        ReceptiveField field = Architecture.SIMPLE_CNN.step(layer).orElseThrow().field();
        Span rows = field.of(row).within(SIDE);
        Span columns = field.of(column).within(SIDE);
        String spans =
                "rows %d–%d, columns %d–%d"
                        .formatted(rows.first(), rows.last(), columns.first(), columns.last());
        return "Unit %d, %d of %s: computed %s; measured %s: the same pixels."
                .formatted(row, column, layer, spans, spans);
    }

    @Tag("thorough")
    @Test
    void digitThatIsDraggedTakesItsMapWithItButNotThroughPooling() throws IOException {
        float[][] seven = firstSeven();
        Window window = Window.of(3).withPadding(1);
        float[][] map = ForwardPass.slide(seven, sobel(), window);
        try (Learner learner = chromium.learner()) {
            learner.openUnanswered("equivariance");
            assertThat(learner.answer("it moves half a pixel, so no shifted map is the same"))
                    .startsWith("Yes");
            learner.drag(SHIFTED, SIDE, new double[] {10, 10}, new double[] {12, 14});
            learner.seesNumbers(SHIFTED, ForwardPass.shift(seven, 2, 5));
            assertThat(learner.control("rows down").inputValue()).isEqualTo("2");
            assertThat(learner.control("columns right").inputValue()).isEqualTo("5");
            learner.sees("Convolution: inside, the largest difference is 0.0000 – the same");
            learner.sees("The shift is odd");

            learner.canvas(SHIFTED).press("ArrowLeft");
            learner.seesNumbers(SHIFTED, ForwardPass.shift(seven, 2, 4));
            learner.sees("The shift is even: the map moves by half as much.");
            learner.sees(
                    "Max-pooling with stride 2: inside, the largest difference is 0.0000 – the same");
            learner.swipe(SHIFTED, SIDE, new double[] {10, 10}, new double[] {10, 7});
            float[][] shifted = ForwardPass.shift(seven, 2, 1);
            learner.seesNumbers(SHIFTED, shifted);
            double difference =
                    Difference.of(
                                    ForwardPass.slide(shifted, sobel(), window),
                                    ForwardPass.shift(map, 2, 1))
                            .largest();
            assertThat(learner.text()).contains("at the border %.4f".formatted(difference));
            learner.seesTheSameAnywhere();
        }
    }

    @Test
    void drawnDigitIsReadAsTheNetworkReadsItAndTakenApart() throws IOException {
        try (Learner learner = chromium.learner()) {
            learner.openUnanswered("digit");
            assertThat(learner.answer("nothing, convolution finds it anywhere")).startsWith("No");
            learner.sees("Nothing is drawn yet.");
            Response response =
                    learner.page()
                            .waitForResponse(
                                    each -> each.url().endsWith("/api/digit"),
                                    () -> learner.drag(SHEET, SIDE, SEVEN));
            byte[] seen = imageOf(response);
            Prediction prediction = chromium.teacher().predictor().predict(seen);
            assertThat(prediction.digit()).isEqualTo(7);
            learner.sees("It reads a 7: %.1f %%".formatted(100 * prediction.probability()));
            learner.seesNumbers("What the network sees: 28 × 28", brightness(seen));
            List<List<String>> bars = learner.table("Probabilities");
            for (int digit = 0; digit < 10; digit++) {
                assertThat(Learner.number(bars.get(digit).get(1)))
                        .isCloseTo(100 * prediction.probabilities()[digit], Offset.offset(0.051));
            }

            learner.choose("layer", "conv2");
            learner.press("map 5");
            Teacher teacher = chromium.teacher();
            FeatureMaps maps =
                    FeatureMaps.of(teacher.run(), Caller.EPOCH, seen, "conv2", teacher.device());
            learner.seesNumbers("The chosen map: choose a unit", maps.maps()[5]);
            learner.click("The chosen map: choose a unit", maps.shape()[1], 4, 6);
            learner.sees("= " + signed(maps.at(new FeatureMaps.Place(5, 4, 6))));

            learner.sees("more ink at orange pixels would make it more of a 7");
            learner.choose("method", "grad-cam");
            learner.sees("grad-cam for a 7: orange is where the last convolution found");
            learner.sees("nothing is below 0");
            learner.choose("method", "occlusion");
            learner.type("for the digit", 2);
            learner.sees("occlusion for a 2");
            Method method = Method.OCCLUSION;
            Saliency saliency =
                    Saliency.of(teacher.run(), Caller.EPOCH, seen, method, 2, teacher.device());
            learner.seesNumbers("Where the answer comes from", saliency.map());
            learner.seesTheSameAnywhere();
        }
    }

    @Test
    void sheetIsDrawnOnWithFingerOrKeysAndTakesBackWhatWasDrawn() {
        try (Learner learner = chromium.learner()) {
            learner.open("digit");
            learner.swipe(SHEET, SIDE, SEVEN);
            learner.sees("It reads a 7");
            String one = strokes(learner);
            learner.type("brush", 20);
            learner.drag(SHEET, SIDE, new double[] {14, 5}, new double[] {14, 23});
            learner.eventually(() -> assertThat(strokes(learner)).isNotEqualTo(one));
            String both = strokes(learner);
            learner.press("Undo");
            learner.sees("It reads a 7");
            learner.press("Undo");
            learner.sees("Nothing is drawn yet.");
            learner.press("Redo");
            learner.press("Redo");
            assertThat(strokes(learner)).isEqualTo(both);
            learner.press("Clear");
            learner.sees("Nothing is drawn yet.");

            learner.canvas(SHEET).press(" ");
            for (int i = 0; i < 18; i++) {
                learner.canvas(SHEET).press("ArrowDown");
            }
            learner.canvas(SHEET).press(" ");
            learner.sees("It reads a 1");
        }
    }

    private static String strokes(Learner learner) {
        return learner.page().url().replaceFirst(".*strokes=([^&]*).*", "$1");
    }

    @Tag("thorough")
    @Test
    void checkpointsShowNoiseBecomeFiltersAndMistakesBecomeFew() throws IOException {
        Teacher teacher = chromium.teacher();
        Evaluation before =
                Evaluation.of(teacher.run(), 0, teacher.data().test(), teacher.device());
        try (Learner learner = chromium.learner()) {
            learner.openUnanswered("learned");
            assertThat(learner.answer("like noise")).startsWith("Yes");
            learner.seesMatch("99[0-9][0-9] of 10000 test images are read right: 99\\.[0-9] %");
            learner.control("epoch").focus();
            learner.control("epoch").press("Home");
            learner.sees("Epoch 0: the untrained network");
            learner.sees(
                    "%d of 10000 test images".formatted(before.score().accuracy().successes()));
            learner.seesNumbers(
                    "Test images: true digit down, read digit across",
                    new Gson().fromJson(new Gson().toJson(before.confusion()), float[][].class));
            learner.seesTheSameAnywhere();

            learner.choose("layer", "conv1");
            learner.sees("Left: the nine patches that excite the unit most");
            assertThat(learner.page().locator(".patterns > div").count()).isEqualTo(12);
        }
    }

    @Tag("thorough")
    @Test
    void trainingIsWatchedPausedAndEndsAsAnOrdinaryRunAndThereIsOneAtATime() throws IOException {
        try (Learner learner = chromium.learner();
                Learner other = chromium.learner()) {
            learner.openUnanswered("training");
            assertThat(learner.answer("the CNN’s")).startsWith("Yes");
            learner.sees("No training was begun yet.");
            other.open("training", "images=100", "epochs=1");
            learner.type("epochs", 20);
            learner.type("images", 1000);
            learner.press("Start");
            learner.seesMatch("cnn: epoch [0-9]+ of 20, step");
            learner.press("Pause");
            learner.sees("paused in epoch");
            other.press("Start");
            other.sees("A training is running already; stop it first, or wait for its end.");
            assertThat(other.refusals()).hasSize(1);
            learner.press("Go on");
            learner.seesMatch("After epoch [1-9]");
            learner.press("Stop");
            learner.sees("stopped; go on in the terminal with: cnn train --resume");

            learner.control("pixels in one random order").check();
            learner.type("epochs", 2);
            learner.type("images", 200);
            learner.press("Start");
            learner.seesMatch("simplecnn: [0-9.]+ % of the test images are read right\\.");
            assertThat(learner.table("Epochs")).hasSize(2);
            String name =
                    learner.text()
                            .replaceFirst("(?s).*?([0-9]{8}-[0-9]{6}-simplecnn[^:]*):.*", "$1");
            Run run = new CheckpointStore(models).open(name);
            assertThat(run.info().lastEpoch()).isEqualTo(2);
            assertThat(run.info().config().limit()).isEqualTo(200);
            assertThat(run.info().config().pixelOrder()).isEqualTo(1L);
        }
    }

    // What the tests hold the page against.

    private static float[][] sobel() {
        return new float[][] {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
    }

    private static float[][] firstSeven() throws IOException {
        var test = chromium.teacher().data().test();
        return brightness(test.image(test.indicesOf(7)[0]));
    }

    private static float[][] brightness(byte[] image) {
        float[][] numbers = new float[SIDE][SIDE];
        for (int i = 0; i < image.length; i++) {
            numbers[i / SIDE][i % SIDE] = (image[i] & 0xff) / 255f;
        }
        return numbers;
    }

    private static float[][] activated(float[][] map, float bias) {
        for (float[] row : map) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.max(0, row[i] + bias);
            }
        }
        return map;
    }

    /** As the page writes a number with its sign. */
    private static String signed(float value) {
        return (value < 0 ? "−" : "+") + String.format(Locale.ROOT, "%.4f", Math.abs(value));
    }

    private static byte[] imageOf(Response response) {
        JsonObject answer = JsonParser.parseString(response.text()).getAsJsonObject();
        return Base64.getDecoder().decode(answer.get("image").getAsString());
    }

    private static FilePayload file(String name, byte[] bytes) {
        return new FilePayload(name, "image/png", bytes);
    }

    private static byte[] pictureOfASeven() throws IOException {
        BufferedImage seven =
                Drawn.with(
                        Drawn.ground(100, 100, Color.WHITE),
                        pen -> {
                            pen.setStroke(new BasicStroke(8));
                            pen.drawPolyline(new int[] {30, 70, 45}, new int[] {25, 25, 80}, 3);
                        });
        return PictureFiles.encoded(seven, "png");
    }
}
