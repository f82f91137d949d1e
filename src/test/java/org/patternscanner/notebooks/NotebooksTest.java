package org.patternscanner.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.patternscanner.JavaCommand;

/** The lesson's notebooks run, and are what they should be. */
@Tag("slow")
class NotebooksTest {

    private static final Path FOLDER = Path.of("notebooks");

    @TempDir Path temp;

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
        }
    }

    /** What a run left: its exit code, and both streams in one. */
    private record Ended(int code, String output) {}

    private Ended run(Path notebook, Path folder) throws Exception {
        Path output = temp.resolve("output.txt");
        String options =
                "-Djava.awt.headless=true -Duser.language=en -Dai.djl.offline=true"
                        + " -Dorg.slf4j.simpleLogger.defaultLogLevel=off -DOPT_OUT_TRACKING=true"
                        + " -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1"
                        + " -XX:TieredStopAtLevel=1 -cp";
        List<String> command = JavaCommand.start();
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of(System.getProperty("java.class.path"), NotebookRun.class.getName()));
        command.add(notebook.toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(240, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after four minutes");
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    /** The one about the network itself; the thorough tests run them all. */
    @Test
    void theOneOnTheNetworkRunsAndItsSolutionIsRight() throws Exception {
        runs(FOLDER.resolve("3-simple-cnn.ipynb"));
    }

    @ParameterizedTest
    @Tag("thorough")
    @MethodSource("notebooks")
    void runsFromTopToBottomAndItsSolutionIsRight(Path notebook) throws Exception {
        runs(notebook);
    }

    private void runs(Path notebook) throws Exception {
        long begin = System.nanoTime();
        Ended ended = run(notebook, FOLDER);
        System.out.printf("%s took %.1f s%n", notebook, (System.nanoTime() - begin) / 1e9);
        assertThat(ended.code()).as(ended.output()).isZero();
    }

    /** A notebook with one cell before the exercise, which asks for 2 + 2. */
    private Path notebook(String cell, String solution) throws IOException {
        String document =
                """
                {"cells": [
                 {"cell_type": "code", "source": ["%s"]},
                 {"cell_type": "code", "source": "Integer answer = null;"},
                 {"cell_type": "code", "source": "System.out.println(org.patternscanner.lab.Check.answer(answer, 2 + 2, \\"Count.\\", \\"Of course.\\"));"},
                 {"cell_type": "markdown", "source": "<details><summary>Solution</summary>\\n\\n```java\\n%s\\n```\\n\\n</details>"}]}
                """;
        return Files.writeString(temp.resolve("n.ipynb"), document.formatted(cell, solution));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    int x = 1;\\nx + 1 | answer = 4; | 0 | Right. Of course.
                    int x = 1;       | answer = 5; | 1 | The solution is not right: 5 is not it. Count.
                    int x = 1;       | ''          | 1 | The solution is not right: No answer yet
                    int x = 1 / 0;   | answer = 4; | 1 | code cell 1 throws: int x = 1 / 0;
                    int x = nothing; | answer = 4; | 1 | code cell 1 is no Java: int x = nothing;
                    """)
    void acceptsTheRightSolutionAlone(String cell, String solution, int code, String says)
            throws Exception {
        Ended ended = run(notebook(cell, solution), temp);
        assertThat(ended.output()).startsWith(says);
        assertThat(ended.code()).isEqualTo(code);
    }

    @Test
    void carryTheLessonInSevenStepsAndThenPlainDjl() throws IOException {
        assertThat(notebooks())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "1-sliding-dot-product.ipynb",
                        "2-output-size-and-weight-sharing.ipynb",
                        "3-simple-cnn.ipynb",
                        "4-receptive-fields.ipynb",
                        "5-what-it-learned.ipynb",
                        "6-inductive-bias.ipynb",
                        "7-your-own-digit.ipynb",
                        "8-the-same-in-plain-djl.ipynb");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void asksFirstAndEndsWithAnExercise(Path file) throws IOException {
        Notebook notebook = Notebook.read(file);
        assertThat(notebook.words())
                .startsWith("# ")
                .containsSubsequence(
                        "## First, a question",
                        "before you read on",
                        "## Exercise",
                        "<details><summary>Solution</summary>");
        assertThat(notebook.code().get(0)).startsWith("String guess = null;");
        assertThat(notebook.code()).anyMatch(cell -> cell.contains("Check.guess(guess, "));
        assertThat(notebook.code().get(notebook.code().size() - 1))
                .contains("Check.answer(answer,");
        assertThat(notebook.code().get(notebook.code().size() - 2)).contains("answer = null;");
        assertThat(notebook.solution()).contains("answer = ");
        assertThat(notebook.code())
                .allSatisfy(cell -> assertThat(linesWithoutImports(cell)).isLessThanOrEqualTo(10))
                .allSatisfy(
                        cell -> assertThat(cell.lines()).allMatch(line -> line.length() <= 105));
    }

    private static long linesWithoutImports(String cell) {
        return cell.lines().filter(line -> !line.isBlank() && !line.startsWith("import ")).count();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void isCommittedWithItsOutputs(Path file) throws IOException {
        Notebook notebook = Notebook.read(file);
        List<JsonObject> cells = notebook.codeCells();
        for (int i = 0; i < cells.size(); i++) {
            assertThat(cells.get(i).get("execution_count").getAsInt()).isEqualTo(i + 1);
        }
        String text = Files.readString(file);
        assertThat(text).contains("\"image/png\"").doesNotContain("\"output_type\": \"error\"");
        assertThat(Notebook.printed(cells.get(cells.size() - 1))).startsWith("No answer yet");
        // Pictures are base64, in which anything may turn up.
        assertThat(text.replaceAll("\"image/png\": \"[^\"]*\"", ""))
                .doesNotContainPattern(
                        "/(home|Users|tmp|root|var|work|opt|mnt|srv)/|[A-Z]:\\\\\\\\");
        assertThat(Files.size(file)).isLessThan(1_000_000);
        JsonObject kernel =
                notebook.document().getAsJsonObject("metadata").getAsJsonObject("kernelspec");
        assertThat(kernel.get("name").getAsString()).isEqualTo("pattern-scanner");
        assertThat(kernel.get("language").getAsString()).isEqualTo("java");
    }
}
