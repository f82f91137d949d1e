package org.patternscanner.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    @Test
    void showsTaskStepsMessageRateAndTimeLeft() {
        // 43 steps of 256 images in 2 s: 5504 images/s, and 57 steps at 46.5 ms are left.
        assertThat(TerminalProgress.line("epoch 2/5", 43, 100, 43 * 256, 2000, "loss 0.0512", 100))
                .isEqualTo(
                        "epoch 2/5  43 % [############..................] 43/100"
                                + "  loss 0.0512  5,504 images/s  0:02 left");
    }

    @Test
    void neverGetsLongerThanTheTerminal() {
        for (int width = 0; width < 130; width++) {
            String line =
                    TerminalProgress.line("epoch 2/5", 43, 100, 11008, 2000, "loss 0.0512", width);
            assertThat(line.length()).as("width %d", width).isLessThanOrEqualTo(width);
        }
    }

    @Test
    void saysNothingAboutTimeBeforeTheFirstStepAndCountsHoursOfLongWork() {
        assertThat(TerminalProgress.line("epoch 1/1", 0, 10, 0, 500, "", 40))
                .isEqualTo("epoch 1/1   0 % [.................] 0/10");
        assertThat(TerminalProgress.line("t", 1, 3, 1, 3_723_000, "", 80)).contains("2:04:06 left");
    }

    @Test
    void endsFullAndSurvivesWorkWithoutSteps() {
        assertThat(TerminalProgress.line("t", 10, 10, 10, 1000, "", 60)).contains("100 %", "##]");
        assertThat(TerminalProgress.line("t", 0, 0, 0, 0, "", 60)).contains("100 %");
    }

    @Test
    void erasesItselfWhenClosed() {
        String text =
                written(
                        3,
                        60,
                        line -> IntStream.range(0, 3).forEach(i -> line.step(256, "loss " + i)));
        assertThat(text).contains("epoch 1/1 100 %", "3/3  loss 2").endsWith("\r");
        assertThat(screenAfter(text)).isBlank();
        assertThat(text).doesNotContain("\n");
    }

    @Test
    void workThatEndsAtOnceLeavesNothingEither() {
        for (int i = 0; i < 200; i++) {
            assertThat(screenAfter(written(3, 60, line -> {}))).isBlank();
        }
    }

    @Test
    void keepsOffTheLastColumn() {
        String message = "a message that is far too long for such a terminal";
        String[] drawn = written(9, 40, line -> line.step(1, message)).split("\r", -1);
        assertThat(drawn).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(39));
    }

    @Test
    void drawsAFewTimesASecondHoweverManyStepsThereAre() {
        long start = System.nanoTime();
        int steps = 1_000_000;
        String text =
                written(
                        steps,
                        80,
                        line -> IntStream.range(0, steps).forEach(i -> line.step(1, "")));
        double seconds = (System.nanoTime() - start) / 1e9;
        long drawings = text.chars().filter(c -> c == '\r').count();
        // Five a second, besides the first, the last two, and those of the erasure.
        assertThat((double) drawings).isLessThanOrEqualTo(5 * seconds + 8);
    }

    @Test
    void drawsNothingWhereThereIsNoTerminal() {
        try (ProgressLine line = ProgressLine.none()) {
            line.step(1, "loss 1");
        }
    }

    @Test
    void takesTheWidthFromTheEnvironmentIfItIsANumber() {
        assertThat(ProgressLine.columns(Map.of("COLUMNS", "132"))).isEqualTo(132);
        assertThat(ProgressLine.columns(Map.of("COLUMNS", "wide"))).isEqualTo(80);
        assertThat(ProgressLine.columns(Map.of("COLUMNS", "0"))).isEqualTo(80);
        assertThat(ProgressLine.columns(Map.of())).isEqualTo(80);
    }

    /** What a line of so many steps writes to a terminal. */
    private static String written(int steps, int columns, Consumer<ProgressLine> work) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream terminal = new PrintStream(written, true, UTF_8);
        try (ProgressLine line = ProgressLine.on(terminal, "epoch 1/1", steps, columns)) {
            work.accept(line);
        }
        return written.toString(UTF_8);
    }

    /** What a terminal's line holds after this text. */
    private static String screenAfter(String text) {
        StringBuilder screen = new StringBuilder();
        for (String drawn : text.split("\r", -1)) {
            screen.replace(0, Math.min(drawn.length(), screen.length()), drawn);
        }
        return screen.toString();
    }
}
