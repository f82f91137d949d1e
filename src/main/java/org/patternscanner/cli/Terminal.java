package org.patternscanner.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patternscanner.render.ProgressLine;

/**
 * Whether a person reads the output, and answers. Java cannot tell for each stream, so the launcher
 * says it.
 *
 * @param out whether stdout is a terminal
 * @param err whether stderr is
 * @param in whether stdin is
 */
record Terminal(boolean out, boolean err, boolean in) {

    /** For stdout, stderr and stdin in turn: 1 for a terminal, 0 for anything else. */
    private static final String PROPERTY = "patternscanner.terminal";

    @SuppressWarnings("SystemConsoleNull") // asked only where it means something
    static Terminal detect() {
        String told = System.getProperty(PROPERTY);
        if (told == null) {
            // On Windows. From Java 22 on, a console may be anything.
            boolean both = Runtime.version().feature() < 22 && System.console() != null;
            return new Terminal(both, both, both);
        }
        return new Terminal(is(told, 0), is(told, 1), is(told, 2));
    }

    private static boolean is(String told, int stream) {
        return told.length() > stream && told.charAt(stream) == '1';
    }

    /** A line on stderr that shows how far long work is: nothing where nobody would see it. */
    ProgressLine progress(String task, long steps) {
        return err ? ProgressLine.on(System.err, task, steps, columns()) : ProgressLine.none();
    }

    /** Its width: what COLUMNS says, which a shell mostly keeps to itself, else what stty says. */
    private static int columns() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.computeIfAbsent("COLUMNS", variable -> sttyColumns());
        return ProgressLine.columns(environment);
    }

    /** The second of the two numbers that stty prints; null where there is no stty. */
    private static @Nullable String sttyColumns() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String size = new String(stty.getInputStream().readAllBytes(), US_ASCII);
            return size.strip().replaceFirst(".* ", "");
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether what we write in UTF-8 arrives as UTF-8. */
    static boolean speaksUnicode() {
        String console = System.getProperty("stdout.encoding", Charset.defaultCharset().name());
        return Charset.defaultCharset().equals(UTF_8) && console.equalsIgnoreCase("UTF-8");
    }
}
