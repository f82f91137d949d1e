package org.patternscanner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;

/**
 * Whether a person reads the output. Java cannot tell for stdout and stderr each, so the launcher
 * says it.
 *
 * @param out whether stdout is a terminal
 * @param err whether stderr is
 */
record Terminal(boolean out, boolean err) {

    /** Two characters, for stdout and stderr: 1 for a terminal, 0 for anything else. */
    private static final String PROPERTY = "patternscanner.terminal";

    @SuppressWarnings("SystemConsoleNull") // asked only where it means something
    static Terminal detect() {
        String told = System.getProperty(PROPERTY);
        if (told == null) {
            // On Windows. From Java 22 on, a console may be anything.
            boolean both = Runtime.version().feature() < 22 && System.console() != null;
            return new Terminal(both, both);
        }
        return new Terminal(told.startsWith("1"), told.endsWith("1"));
    }

    /** Whether what we write in UTF-8 arrives as UTF-8. */
    static boolean speaksUnicode() {
        String console = System.getProperty("stdout.encoding", Charset.defaultCharset().name());
        return Charset.defaultCharset().equals(UTF_8) && console.equalsIgnoreCase("UTF-8");
    }
}
