package org.patternscanner.notebooks;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A notebook's file, version 4 of Jupyter's format.
 *
 * @see <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">its
 *     description</a>
 */
record Notebook(JsonObject document) {

    /** The exercise's answer, folded away: a block of Java below a line to click on. */
    private static final Pattern SOLUTION =
            Pattern.compile(
                    "<details><summary>Solution</summary>.*?```java\n(.*?)```.*?</details>",
                    Pattern.DOTALL);

    static Notebook read(Path file) throws IOException {
        return new Notebook(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    }

    private List<JsonObject> cells(String type) {
        return stream(document.getAsJsonArray("cells"))
                .map(JsonElement::getAsJsonObject)
                .filter(cell -> cell.get("cell_type").getAsString().equals(type))
                .toList();
    }

    List<JsonObject> codeCells() {
        return cells("code");
    }

    /** The code cells, as they are typed. */
    List<String> code() {
        return codeCells().stream().map(cell -> text(cell.get("source"))).toList();
    }

    /** All that is explained, in order. */
    String words() {
        return cells("markdown").stream()
                .map(cell -> text(cell.get("source")))
                .collect(Collectors.joining("\n\n"));
    }

    /** The Java that gives the exercise's right answer; empty where there is none. */
    String solution() {
        Matcher matcher = SOLUTION.matcher(words());
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Where the last code cell checks the exercise, what it printed. */
    static String printed(JsonObject cell) {
        return stream(cell.getAsJsonArray("outputs"))
                .map(JsonElement::getAsJsonObject)
                .filter(output -> output.get("output_type").getAsString().equals("stream"))
                .map(output -> text(output.get("text")))
                .collect(Collectors.joining());
    }

    private static java.util.stream.Stream<JsonElement> stream(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** The format allows a text to be a list of its lines. */
    private static String text(JsonElement text) {
        return text.isJsonArray()
                ? stream(text.getAsJsonArray())
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining())
                : text.getAsString();
    }
}
