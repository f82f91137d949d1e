package org.patternscanner.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Somebody who types commands, in this Java virtual machine. */
final class User {

    /** How the launcher tells the program which streams are terminals. */
    private static final String TERMINAL = "patternscanner.terminal";

    private final Map<String, String> environment = new HashMap<>(Map.of("CNN_THREADS", "2"));

    /** Has a variable in the environment. */
    User with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /**
     * Types {@code cnn} and these words; spaces part those of the first, and lists and arrays are
     * taken apart.
     */
    static Outcome cnn(Object... words) {
        return new User().types(words);
    }

    /** Types {@code cnn} and these words, and pipes bytes into it. */
    static Outcome cnnReading(byte[] stdin, Object... words) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(stdin));
        try {
            return cnn(words);
        } finally {
            System.setIn(before);
        }
    }

    /** Types {@code cnn} and these words on a terminal, and these lines when asked. */
    static Outcome cnnAnswering(String lines, Object... words) {
        System.setProperty(TERMINAL, "111");
        try {
            return cnnReading(lines.getBytes(StandardCharsets.UTF_8), words);
        } finally {
            System.clearProperty(TERMINAL);
        }
    }

    Outcome types(Object... words) {
        List<String> arguments = arguments(words);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                Cnn.commandLine(environment)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments.toArray(String[]::new));
        Outcome outcome = new Outcome(code, out.toString(), err.toString());
        return arguments.contains("--stacktrace") ? outcome : outcome.isForPeople();
    }

    /** The command line that these words make. */
    static List<String> arguments(Object... words) {
        List<String> arguments = new ArrayList<>(flat(words).toList());
        if (!arguments.isEmpty()) {
            arguments.addAll(0, List.of(arguments.remove(0).split(" ", -1)));
        }
        return arguments;
    }

    private static Stream<String> flat(Object word) {
        if (word instanceof Object[] words) {
            return Arrays.stream(words).flatMap(User::flat);
        }
        return word instanceof List<?> words
                ? words.stream().flatMap(User::flat)
                : Stream.of(String.valueOf(word));
    }
}
