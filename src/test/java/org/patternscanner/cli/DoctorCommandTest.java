package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.array;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The doctor as people call it. CI takes it to broken disks too, which only an administrator can
 * make; {@code DoctorTest} makes all other machines.
 */
@Tag("slow")
class DoctorCommandTest {

    private static final String LAST_WORDS = "; 'cnn doctor' says what is wrong.";

    @TempDir Path temp;

    @Test
    void findsThisMachineWell() throws Exception {
        Outcome outcome = doctor(Map.of()).isForPeople().succeeds();

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .containsPattern("(?m)^(✓ |ok) engine    PyTorch 2\\.7\\.1 starts on ")
                .endsWith("\nNothing must be mended.\n");
    }

    @Test
    void printsOneDocument() throws Exception {
        Outcome outcome = Child.starts(temp, List.of(), "doctor --json").ends().succeeds();

        JsonObject document = outcome.json("doctor/1", "checks");
        for (JsonElement check : array(document, "checks")) {
            assertThat(check.getAsJsonObject().keySet()).contains("name", "status", "message");
        }
        assertThat(array(document, "checks").get(10).getAsJsonObject().get("status").getAsString())
                .isEqualTo("ok");
    }

    /** The engine is the last check: what comes before is printed without a class of its. */
    @Test
    void printsAllOtherChecksBeforeItLoadsTheEngine() throws Exception {
        List<String> log = List.of("-Xlog:class+load:stdout");
        List<String> lines =
                Child.starts(temp, log, "doctor").ends().succeeds().out().lines().toList();

        List<String> before =
                lines.stream().takeWhile(line -> !line.matches(".* fonts .*Java can.*")).toList();
        assertThat(before)
                .anyMatch(line -> line.contains(" memory    "))
                .noneMatch(line -> line.contains("ai.djl.engine.Engine "))
                .noneMatch(line -> line.contains("ai.djl.pytorch."));
        assertThat(lines).anyMatch(line -> line.contains("ai.djl.engine.Engine "));
    }

    @ParameterizedTest
    @CsvSource({"PYTORCH_VERSION, 2.6.0", "DJL_DEFAULT_ENGINE, MXNet"})
    void namesTheVariableForWhichTheEngineDoesNotStart(String name, String value) throws Exception {
        Map<String, String> environment = Map.of(name, value);

        Outcome outcome = doctor(environment);

        isUnwell(outcome, "variable  " + name + "=" + value, "unset " + name);
        info(environment).isForPeople().failsWith(name + "=" + value, "unset " + name, LAST_WORDS);
    }

    /** Not that DJL is offline. */
    @Test
    void namesTheFolderThatPyTorchCannotBeUnpackedInto() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));
        Map<String, String> environment = Map.of("DJL_CACHE_DIR", file.toString());

        Outcome outcome = doctor(environment).isForPeople();

        isUnwell(outcome, "cache     " + file + " is not a folder", "DJL_CACHE_DIR=");
        info(environment)
                .isForPeople()
                .failsWith(file + " is not a folder", "DJL_CACHE_DIR=", LAST_WORDS);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, Java asks the system for fonts")
    void warnsOfMissingFontsAndComputes() throws Exception {
        Path none = Files.writeString(temp.resolve("fonts.conf"), "<fontconfig/>");
        List<String> emptyHome = List.of("-Duser.home=" + temp); // in which Java remembers fonts
        Map<String, String> environment =
                Map.of("FONTCONFIG_FILE", none.toString(), "DJL_CACHE_DIR", cache());

        Outcome outcome = Child.startsOn(has(environment), temp, emptyHome, "doctor").ends();

        assertThat(outcome.isForPeople().succeeds().out())
                .containsPattern("(?m)^!  fonts +none is found")
                .containsPattern("(?m)^ +(→|->) sudo apt install fontconfig ");
    }

    @Test
    void missesTheJarsOfTheEngine() throws Exception {
        Consumer<ProcessBuilder> without =
                builder -> builder.command().replaceAll(DoctorCommandTest::withoutEngine);

        Outcome outcome = Child.startsOn(without, temp, List.of(), "doctor").ends().isForPeople();

        isUnwell(outcome, "versions  DJL's parts do not fit", "api 0.36.0, engine missing");
        Child.startsOn(without, temp, List.of(), "info")
                .ends()
                .isForPeople()
                .failsWith("engine missing", LAST_WORDS);
    }

    @Test
    void isPlainWhereTheTerminalKnowsNoOtherLetters() throws Exception {
        Outcome outcome = doctor(Map.of("LC_ALL", "C", "PYTORCH_FLAVOR", "cpu")).succeeds();

        assertThat(outcome.out())
                .matches("\\p{ASCII}*")
                .containsPattern("(?m)^!  variable  PYTORCH_FLAVOR=cpu: .*\n +-> unset ");
    }

    @Test
    void isColoredOnATerminalOnly() throws Exception {
        List<String> terminal = List.of("-Dpatternscanner.terminal=111");
        Map<String, String> environment = Map.of("TERM", "xterm", "PYTORCH_FLAVOR", "cpu");

        String colored = Child.startsOn(has(environment), temp, terminal, "doctor").ends().out();

        assertThat(colored).contains("\u001b[33m!");
        assertThat(doctor(environment).out()).doesNotContain("\u001b");
    }

    private Outcome doctor(Map<String, String> environment) throws Exception {
        return Child.startsOn(has(environment), temp, List.of(), "doctor").ends();
    }

    private Outcome info(Map<String, String> environment) throws Exception {
        return Child.startsOn(has(environment), temp, List.of(), "info").ends();
    }

    private static void isUnwell(Outcome outcome, String... parts) {
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains(parts).containsPattern("(?m)^(✗ |X ) engine ");
        assertThat(outcome.out()).endsWith("as the arrow says; then run 'cnn doctor' again.\n");
    }

    /** The one that the tests use, which holds PyTorch by now or will. */
    private static String cache() {
        String moved = System.getenv("DJL_CACHE_DIR");
        return moved == null ? Path.of(System.getProperty("user.home"), ".djl.ai") + "" : moved;
    }

    private static String withoutEngine(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(jar -> !jar.matches(".*pytorch-(engine|jni|native).*"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Consumer<ProcessBuilder> has(Map<String, String> environment) {
        return builder -> builder.environment().putAll(environment);
    }
}
