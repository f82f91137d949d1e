package org.patternscanner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the whole page: who can use it, how heavy it is, and how fast. */
@Tag("slow")
class WholePageTest extends InChromium {

    /** Enough for a panel to have something to show in every part. */
    private static final String DRAWN = "strokes=" + stroke(35, 28, 95, 28, 75, 80, 65, 120);

    @ParameterizedTest
    @Tag("thorough")
    @ValueSource(
            strings = {
                "convolution",
                "output-size",
                "weight-sharing",
                "receptive-field",
                "equivariance",
                "digit",
                "learned",
                "training"
            })
    void everyPanelIsAccessibleAndFitsANarrowScreen(String panel) {
        try (Learner learner = chromium.learner()) {
            learner.open(panel, DRAWN);
            Page page = learner.page();
            page.waitForLoadState(LoadState.NETWORKIDLE);
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(Path.of("target", "screenshots", panel + ".png"))
                            .setFullPage(true));
            page.locator("main details").first().locator("summary").click();
            assertThat(violations(page)).isEmpty();
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            assertThat(violations(page)).isEmpty();
            page.evaluate(
                    "() => document.querySelectorAll('details').forEach(each => (each.open = true))");
            page.waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(violations(page)).isEmpty();
            for (int width : new int[] {320, 640}) { // 640 is a window of 1280 at a zoom of 200 %
                page.setViewportSize(width, 512);
                String shown = "() => document.documentElement.scrollWidth";
                learner.eventually(
                        () ->
                                assertThat((int) page.evaluate(shown))
                                        .as("width of %s in a window of %d", panel, width)
                                        .isLessThanOrEqualTo(width));
            }
        }
    }

    private static List<String> violations(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " " + places(rule))
                        .toList();
    }

    private static List<String> places(Rule rule) {
        return rule.getNodes().stream()
                .map(node -> String.valueOf(node.getHtml()))
                .limit(3)
                .toList();
    }

    @Test
    void panelsAreVisitedByKeyboardAndBackGoesBack() {
        try (Learner learner = chromium.learner()) {
            learner.openUnanswered("convolution");
            Page page = learner.page();
            page.getByText("2 Output size").focus();
            page.keyboard().press("Enter");
            learner.sees("How many places does a window have?");
            assertThat(page.title()).startsWith("Output size");
            assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("panel");
            page.goBack();
            learner.sees("A small kernel slides over the picture.");
        }
    }

    @Test
    void pageWeighsLessThanAMegabyteAndTellsHowSoonItIsReady() throws IOException {
        AtomicLong bytes = new AtomicLong();
        long began = System.nanoTime();
        try (Chromium fresh = Chromium.start(models)) {
            long started = System.nanoTime();
            try (Learner learner = fresh.learner()) {
                List<Response> responses = new ArrayList<>();
                learner.page().onResponse(responses::add);
                long asked = System.nanoTime();
                learner.open("convolution");
                long ready = System.nanoTime();
                learner.sees("sum of the products");
                responses.forEach(response -> bytes.addAndGet(response.body().length));
                System.out.printf(
                        Locale.ROOT,
                        "page: %,d bytes in %d files; browser and server started in %d ms, ready %d ms"
                                + " after the first request, first numbers %d ms%n",
                        bytes.get(),
                        responses.size(),
                        (started - began) / 1_000_000,
                        (ready - asked) / 1_000_000,
                        (System.nanoTime() - asked) / 1_000_000);
            }
        }
        assertThat(bytes.get()).isBetween(50_000L, 1_000_000L);
    }

    @Test
    @Tag("thorough")
    void interactionsAreTimedFromHandToScreen() {
        try (Learner learner = chromium.learner()) {
            learner.open("convolution");
            learner.sees("sum of the products");
            IntConsumer edit = i -> learner.type("weight, row 0, column 0", i % 9);
            print("edit a kernel cell", i -> timed(learner, "convolution", edit, i));
            IntConsumer point = i -> learner.pointAt(OUTPUT, SIDE, i % 20 + 2, 3 + 5 * (i % 2));
            print("point at an output pixel", i -> timed(learner, "convolution", point, i));
            learner.open("equivariance");
            learner.sees("at the border");
            IntConsumer shift =
                    i -> learner.canvas(SHIFTED).press(i % 2 == 0 ? "ArrowLeft" : "ArrowRight");
            print("shift a digit", i -> timed(learner, "equivariance", shift, i));
            learner.open("digit");
            IntConsumer stroke =
                    i ->
                            learner.drag(
                                    SHEET,
                                    SIDE,
                                    new double[] {6, 8 + i % 9},
                                    new double[] {20, 12});
            print(
                    "a stroke’s prediction",
                    i -> {
                        if (i > 0 && i % 3 == 0) {
                            learner.press("Clear"); // a digit has few strokes
                        }
                        learner.page().waitForTimeout(300); // a hand lifts the pen, and goes back
                        return timed(learner, "digit", stroke, i);
                    });
        }
    }

    private static double timed(Learner learner, String panel, IntConsumer interaction, int i) {
        return learner.timed(panel, () -> interaction.accept(i));
    }

    /** Of something that is done for the i-th time and took so many milliseconds. */
    private static void print(String name, IntToDoubleFunction interaction) {
        double[] sorted = IntStream.range(0, 30).mapToDouble(interaction).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%s: median %.0f ms, p95 %.0f ms, most %.0f ms%n",
                name,
                sorted[15],
                sorted[28],
                sorted[29]);
    }

    /** A stroke as the address holds it: brush, count, then x and y of each point of 140. */
    private static String stroke(int... coordinates) {
        byte[] bytes = new byte[coordinates.length + 2];
        bytes[0] = 10;
        bytes[1] = (byte) (coordinates.length / 2);
        for (int i = 0; i < coordinates.length; i++) {
            bytes[i + 2] = (byte) coordinates[i];
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
