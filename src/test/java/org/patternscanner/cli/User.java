package org.patternscanner.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** Types {@code cnn} and these words. */
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
        String[] arguments = Arrays.stream(words).map(String::valueOf).toArray(String[]::new);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                Cnn.commandLine(environment)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        Outcome outcome = new Outcome(code, out.toString(), err.toString());
        return List.of(arguments).contains("--stacktrace") ? outcome : outcome.isForPeople();
    }
}
