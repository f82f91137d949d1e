package org.patternscanner.render;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;

/**
 * A {@link ProgressLine} on the progressbar library, which brings the counter and the drawing
 * thread.
 *
 * <p>The text and the printing are our own: the library's would load JLine, only to ask for the
 * terminal's width, and count no images.
 */
final class TerminalProgress implements ProgressLine {

    private static final int MILLIS_BETWEEN_DRAWINGS = 200;
    private static final int LONGEST_BAR = 30;
    private static final int SHORTEST_BAR = 5;

    private final AtomicLong images = new AtomicLong();
    private final Line line;
    private final ProgressBar bar;

    TerminalProgress(PrintStream out, String task, long steps, int columns) {
        // One column stays free: a full line would make some terminals begin a new one.
        line = new Line(out, columns - 1);
        bar =
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(steps)
                        .setUpdateIntervalMillis(MILLIS_BETWEEN_DRAWINGS)
                        .setRenderer((state, width) -> line(state, images.get(), width))
                        .setConsumer(line)
                        .build();
    }

    @Override
    public void step(int newImages, String message) {
        images.addAndGet(newImages);
        bar.setExtraMessage(message);
        bar.step();
    }

    @Override
    public void close() {
        bar.close();
        // The library forgets it where the work ends before the first drawing.
        line.close();
    }

    private static String line(ProgressState state, long images, int width) {
        Duration elapsed = state.getElapsedAfterStart();
        return line(
                state.getTaskName(),
                state.getCurrent(),
                state.getMax(),
                images,
                elapsed.toMillis(),
                state.getExtraMessage(),
                width);
    }

    /** The line as text, never longer than width; the bar takes what the words leave. */
    static String line(
            String task,
            long step,
            long steps,
            long images,
            long millis,
            String message,
            int width) {
        double done = steps == 0 ? 1 : (double) step / steps;
        String before = String.format(Locale.ROOT, "%s %3d %% ", task, (int) (100 * done));
        String after = String.format(Locale.ROOT, " %d/%d", step, steps);
        if (!message.isEmpty()) {
            after += "  " + message;
        }
        if (step > 0 && millis > 0) {
            after += String.format(Locale.ROOT, "  %,d images/s", images * 1000 / millis);
            after += "  " + clock(millis * (steps - step) / step / 1000) + " left";
        }
        int room = Math.min(LONGEST_BAR, width - before.length() - after.length() - 2);
        String text = before + (room >= SHORTEST_BAR ? bar(done, room) : "") + after;
        return text.length() <= width ? text : text.substring(0, Math.max(0, width));
    }

    private static String bar(double done, int length) {
        int full = (int) (done * length);
        // ASCII, for consoles that know no block characters.
        return "[" + "#".repeat(full) + ".".repeat(length - full) + "]";
    }

    private static String clock(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60);
    }

    /** Writes over the same line again and again. */
    private static final class Line implements ProgressBarConsumer {

        private final PrintStream out;
        private final int width;
        private int written;
        private boolean closed;

        Line(PrintStream out, int width) {
            this.out = out;
            this.width = Math.max(0, width);
        }

        @Override
        public int getMaxRenderedLength() {
            return width;
        }

        @Override
        public synchronized void accept(String text) {
            if (closed) {
                return;
            }
            // Spaces rather than an escape sequence: every console knows them.
            out.print("\r" + text + " ".repeat(Math.max(0, written - text.length())));
            out.flush();
            written = text.length();
        }

        @Override
        public synchronized void close() {
            accept("");
            out.print("\r");
            out.flush();
            closed = true;
        }
    }
}
