package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a person has before them after a command.
 *
 * @param code the exit code
 * @param out what came on stdout
 * @param err what came on stderr
 */
record Outcome(int code, String out, String err) {

    /** What only a programmer would write: a class, an exception, a place in the program. */
    private static final Pattern JAVA =
            Pattern.compile(
                    "\\b(java|javax|ai\\.djl|picocli|com\\.google|org\\.patternscanner)\\.[a-z]"
                            + "|\\w+(Exception|Error)\\b|^\\s+at |\\bnull\\b|\\bNaN\\b",
                    Pattern.MULTILINE);

    private static final Pattern BY = Pattern.compile("(?m)^(by .*)\n");

    Outcome {
        out = out.replace("\r\n", "\n");
        err = err.replace("\r\n", "\n");
    }

    /** Without the line that says which network answered: {@link #by}. */
    @Override
    public String err() {
        return BY.matcher(err).replaceFirst("");
    }

    /** Which network answered, as in "by small, epoch 2, 97.00 %"; empty if none did. */
    String by() {
        return BY.matcher(err).results().map(line -> line.group(1)).findFirst().orElse("");
    }

    /** No line is for programmers only. */
    Outcome isForPeople() {
        assertThat(out + err).doesNotContainPattern(JAVA);
        return this;
    }

    /** It failed: the last line is a sentence with these parts; nothing is on stdout. */
    Outcome failsWith(Object... parts) {
        assertThat(code).as(err).isEqualTo(1);
        assertThat(err().lines().toList())
                .last()
                .asString()
                .startsWith("cnn: ")
                .contains(texts(parts));
        assertThat(out).isEmpty();
        return this;
    }

    /** No line is wider than 80 columns, but for those that name a file of the test's. */
    Outcome fitsATerminal() {
        String temp = System.getProperty("java.io.tmpdir");
        assertThat(out.lines()).allMatch(line -> line.length() <= 80 || line.contains(temp));
        return this;
    }

    /**
     * The command line is wrong: a sentence with these parts, and where to read more.
     *
     * @param command without the {@code cnn} before it
     */
    Outcome refuses(String command, Object... parts) {
        assertThat(code).as(err).isEqualTo(2);
        assertThat(err())
                .startsWith("cnn: ")
                .contains(texts(parts))
                .endsWith("\nSee 'cnn " + command + " --help'.\n")
                .hasLineCount(2);
        assertThat(out).isEmpty();
        return this;
    }

    private static String[] texts(Object... parts) {
        return Arrays.stream(parts).map(String::valueOf).toArray(String[]::new);
    }

    Outcome succeeds() {
        assertThat(err()).doesNotContainPattern("(?m)^cnn: ");
        assertThat(code).isZero();
        return this;
    }

    /** The one document on stdout; it holds what its schema promises. */
    JsonObject json(String schema, String... fields) {
        JsonObject document = JsonParser.parseString(out).getAsJsonObject(); // exactly one
        assertThat(document.get("schema").getAsString()).isEqualTo(schema);
        assertThat(document.keySet()).containsAll(List.of(fields));
        return document;
    }
}
