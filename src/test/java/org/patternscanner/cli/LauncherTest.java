package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code cnn} in a project whose Maven and Java are scripts of a few lines. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "cnn is for sh; Windows has cnn.cmd")
class LauncherTest {
    private static final String BUILDING =
            "Building Pattern Scanner (the first time takes a minute or two) ...\n";

    @TempDir Path temp;
    private ScriptUser user;
    private Path project;
    private Path cnn;
    private Path target;
    private Path builds;

    @BeforeEach
    void projectWithoutABuild() throws IOException {
        user = new ScriptUser(temp);
        hasJava("java", "17.0.15");
        project = Files.createDirectories(user.folder().resolve("a project"));
        cnn = project.resolve("cnn");
        Files.copy(Path.of("cnn"), cnn);
        Path starter = Path.of("src/dist/bin/cnn");
        Files.createDirectories(project.resolve(starter).getParent());
        Files.copy(starter, project.resolve(starter));
        assertThat(cnn.toFile().setExecutable(true)).isTrue();

        Files.createDirectories(project.resolve("src/main/java"));
        for (String source : List.of("pom.xml", "src/main/java/A.java", "src/main/java/B.java")) {
            Files.writeString(project.resolve(source), "");
        }
        Files.createDirectories(project.resolve(".mvn"));
        target = project.resolve("target");
        builds = user.folder().resolve("builds");
        mavenDoes("");
    }

    @Test
    void buildsOnFirstUseAndSaysSoInOneLine() throws IOException {
        ScriptUser.Run run = user.runs(cnn, "train");

        assertThat(run.err()).isEqualTo(BUILDING);
        assertThat(run.out()).endsWith("<org.patternscanner.cli.Cnn>\n<train>\n");
        assertThat(builds()).hasSize(1);
        assertThat(builds().get(0)).contains(" -Dquick ").endsWith(" package");
        assertThat(Files.readString(target.resolve("build.log"))).isEqualTo("maven says much\n");
        ScriptUser.Run second = user.runs(cnn, "train");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).endsWith("<train>\n");
        assertThat(builds()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java/A.java", "pom.xml", ".mvn/jvm.config"})
    void buildsAgainWhenAFileIsNewer(String file) throws IOException {
        user.runs(cnn);
        Files.writeString(project.resolve(file), "changed");

        buildsOnce();
    }

    /** A source, and each part of the build. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main/java/B.java",
                "target/pattern-scanner.jar",
                "target/lib",
                "target/cnn.built"
            })
    void buildsAgainWhenAFileIsGone(String file) throws IOException {
        user.runs(cnn);
        Files.delete(project.resolve(file));

        buildsOnce();
    }

    private void buildsOnce() {
        assertThat(user.runs(cnn).err()).isEqualTo(BUILDING);
        assertThat(user.runs(cnn).err()).isEmpty();
    }

    @Test
    void buildsAgainAfterAnEditDuringTheBuild() throws IOException {
        mavenDoes("sleep 0.05; touch '" + project.resolve("src/main/java/A.java") + "'");
        assertThat(user.runs(cnn).exit()).isZero();
        mavenDoes("");

        buildsOnce();
    }

    @Test
    void buildsForCudaWhenTheProfileSaysSo() throws IOException {
        user.runs(cnn);
        user.set("CNN_PROFILE", "cuda");

        buildsOnce();
        user.set("CNN_PROFILE", "cpu");
        buildsOnce();

        assertThat(builds())
                .extracting(build -> build.contains(" -Pcuda "))
                .containsExactly(false, true, false);
    }

    @Test
    void refusesAProfileItDoesNotKnow() throws IOException {
        user.set("CNN_PROFILE", "tpu");

        user.runs(cnn).fails("cnn: CNN_PROFILE is 'tpu', and can be cpu or cuda");
        assertThat(builds()).isEmpty();
    }

    /** P is the project's folder, and a semicolon ends a line. The first is of a compiler. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [WARNING] P/B.java:[7,1] mere;[ERROR] COMPILATION ERROR :;[ERROR] P/A.java:[3,11] cannot find;  symbol: X;[ERROR] P/B.java:[4,13] no | A.java:3: cannot find
                    [WARNING] A.java:[3,1] raw type;[ERROR] A.java: warnings found | A.java:3: raw type
                    [ERROR] x;[ERROR] Rule 0: no;[ERROR] Pattern Scanner runs on Linux | Pattern Scanner runs on Linux
                    [ERROR] [ERROR] Some problems;[FATAL] Non-parseable POM | Non-parseable POM
                    [INFO] x;[ERROR] Failed: no artifact;[ERROR] ;[ERROR] -X | Failed: no artifact
                    mvnw: downloading;mvnw: cannot download | mvnw: cannot download
                    """)
    void aFailedBuildShowsTheLineThatTellsMostAndWhereTheLogIs(String log, String shown)
            throws IOException {
        mavenFails(log.replace(';', '\n').replace("P/", project + "/src/main/java/"));

        ScriptUser.Run run = user.runs(cnn, "train");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).hasSize(3);
        assertThat(run.errLines().get(1).replace("src/main/java/", ""))
                .isEqualTo("cnn: the build failed: " + shown);
        assertThat(run.err()).startsWith(BUILDING).endsWith(target.resolve("build.log") + "\n");
    }

    @Test
    void aFailedBuildIsTriedAgain() throws IOException {
        user.runs(cnn);
        Files.writeString(project.resolve("pom.xml"), "broken");
        mavenFails("[ERROR] x");

        assertThat(user.runs(cnn).exit()).isEqualTo(1);
        assertThat(target.resolve("cnn.lock")).doesNotExist();
        assertThat(user.runs(cnn).exit()).isEqualTo(1);
        mavenDoes("");
        buildsOnce();
        assertThat(builds()).hasSize(4);
    }

    @Test
    void aSecondCnnWaitsForTheFirstOnesBuild() throws IOException {
        mavenDoes("sleep 3"); // time enough for the second to start, on a busy machine too

        ScriptUser.Started one = user.starts(cnn, "one");
        ScriptUser.Started two = user.starts(cnn, "two");
        ScriptUser.Run first = user.finish(one);
        ScriptUser.Run second = user.finish(two);

        assertThat(first.out()).endsWith("<one>\n");
        assertThat(second.out()).endsWith("<two>\n");
        assertThat(first.err() + second.err())
                .contains(BUILDING, "Waiting for the build that holds " + target)
                .hasLineCount(2);
        assertThat(builds()).hasSize(1);
        assertThat(target.resolve("cnn.lock")).doesNotExist();
    }

    @Test
    void takesOverTheLockOfABuildThatWasKilled() throws IOException {
        Path lock = Files.createDirectories(target.resolve("cnn.lock"));
        Process dead = new ProcessBuilder("sh", "-c", "exit").start();
        assertThat(dead.onExit().join().isAlive()).isFalse();
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

        ScriptUser.Run run = user.runs(cnn);

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEqualTo(BUILDING);
        assertThat(ScriptUser.namesIn(target)).noneMatch(name -> name.startsWith("cnn.lock"));
    }

    @Test
    void leavesARunningProgramItsJar() throws IOException {
        user.runs(cnn);
        Path jar = target.resolve("pattern-scanner.jar");
        Path held = user.folder().resolve("held open.jar");
        Files.createLink(held, jar); // another name for the file, as an open file is
        String before = Files.readString(held);
        Files.writeString(project.resolve("pom.xml"), "changed");

        user.runs(cnn);

        assertThat(Files.readString(held)).isEqualTo(before);
        assertThat(Files.readString(jar)).isNotEqualTo(before);
    }

    @Test
    void runsInTheCallersFolderThroughSymbolicLinks() throws IOException {
        Path elsewhere = Files.createDirectories(user.folder().resolve("else where"));
        Path bin = Files.createDirectories(user.folder().resolve("my bin"));
        Files.createSymbolicLink(bin.resolve("absolute"), cnn);
        Files.createSymbolicLink(bin.resolve("scan"), Path.of("absolute"));

        ScriptUser.Run run = user.executes(elsewhere, Path.of("../my bin/scan"), "file.png");

        assertThat(run.errLines()).hasSize(1);
        assertThat(run.out()).startsWith("in " + elsewhere + "\n");
        assertThat(run.out()).contains("<-Dpatternscanner.home=" + project + ">\n");
        assertThat(run.out())
                .contains("<" + target.resolve("pattern-scanner.jar") + ":" + target + "/lib/*>\n");
    }

    @Test
    void passesArgumentsOnAsTheyAre() {
        ScriptUser.Run run = user.runs(cnn, "two words", "*", "", "$HOME", "a\\b");

        assertThat(run.out()).endsWith("cli.Cnn>\n<two words>\n<*>\n<>\n<$HOME>\n<a\\b>\n");
    }

    @Test
    void endsWithTheProgramsExitCode() throws IOException {
        user.runs(cnn);
        user.has("java", "exit 42");
        hasRelease();

        assertThat(user.runs(cnn).exit()).isEqualTo(42);
    }

    @Test
    void givesJavaTheOptionsInCnnJavaOpts() throws IOException {
        Files.createFile(user.folder().resolve("-Dpattern=a file that the pattern would match"));
        user.set("CNN_JAVA_OPTS", "-Xmx4g  -Dpattern=*");

        assertThat(user.runs(cnn).out()).contains("<-Xmx4g>\n<-Dpattern=*>\n");
    }

    @Test
    void runsTheJavaOfJavaHome() throws IOException {
        user.has("java", "echo 'the java on the PATH'");
        hasJavaHome("a jdk", "21");

        assertThat(user.runs(cnn, "train").out()).endsWith("<train>\n");
    }

    @Test
    void saysInOneSentenceThatThereIsNoJava() throws IOException {
        user.set("JAVA_HOME", "/there is none");

        user.runs(cnn).fails("a JDK, Java 17 or later; set JAVA_HOME", "'/there is none'");
        assertThat(builds()).isEmpty();
        user.runs(unpacked()).fails("needs Java 17 or later; set JAVA_HOME", "'/there is none'");
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_402, 1", "11.0.2, 11", "16, 16"})
    void saysInOneSentenceThatJavaIsTooOld(String version, String shown) throws IOException {
        user.runs(cnn); // a build is there
        hasJavaHome("old", version);

        ScriptUser.Run run = user.runs(cnn);

        run.fails("Java 17 or later;", "old/bin/java is version " + shown + ")");
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).hasSize(1);
    }

    @Test
    void aBuildIsRunByAnotherJavaThanItsBuilders() throws IOException {
        user.runs(cnn);
        hasJavaHome("a newer jdk", "25.0.1");

        assertThat(user.runs(cnn, "train").err()).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    /** As a teacher installs it for others, or a folder that was copied to another computer. */
    @Test
    void aBuildRunsWhereNothingCanBeWrittenAndNoMavenIs() throws IOException {
        user.runs(cnn);
        Files.delete(project.resolve("mvnw"));
        user.has("mkdir", "exit 1");

        assertThat(user.runs(cnn, "train").succeedsSilently()).endsWith("<train>\n");
    }

    @Test
    void needsNoExecutableBitButItsOwn() throws IOException {
        assertThat(project.resolve("mvnw").toFile().setExecutable(false)).isTrue();

        assertThat(user.runs(cnn, "train").out()).endsWith("<train>\n");
    }

    @Test
    void unpackedItRunsWithTheLibrariesBesideIt() throws IOException {
        ScriptUser.Run run = user.runs(unpacked(), "train", "two words");

        assertThat(run.succeedsSilently()).endsWith("cli.Cnn>\n<train>\n<two words>\n");
        Path home = user.folder().resolve("a größe");
        assertThat(run.out())
                .contains("<-Dpatternscanner.home=" + home + ">\n", "<" + home + "/lib/*>\n");
    }

    @Test
    void unpackedItTakesTheJavaThatCameAlong() throws IOException {
        Files.createDirectories(user.folder().resolve("a größe/java/bin"));
        hasJava("../a größe/java/bin/java", "25");
        user.has("java", "echo 'the java on the PATH'");

        assertThat(user.runs(unpacked(), "train").out()).endsWith("<train>\n");
    }

    /** A version that is read from the file beside it costs no start of Java. */
    @Test
    void readsTheVersionBesideJava() throws IOException {
        hasJavaHome("quick", "unknown");
        Path release = user.folder().resolve("quick/release");
        Files.writeString(release, "IMPLEMENTOR=\"A\"\nJAVA_VERSION=\"21.0.4\"\nMODULES=\"a b\"\n");
        assertThat(user.runs(unpacked(), "train").out()).endsWith("<train>\n");

        Files.writeString(release, "JAVA_VERSION=\"11.0.2\"\n");
        user.runs(unpacked()).fails("Java 17 or later;", "java is version 11)");
    }

    @ParameterizedTest
    @CsvSource({"C, C.UTF-8", "POSIX, C.UTF-8", "'', C.UTF-8", "de_DE.UTF-8, de_DE.UTF-8"})
    void inThePlainLocaleJavaReadsNamesInUtf8AndWritesAscii(String locale, String given)
            throws IOException {
        hasJava("java", "17");
        user.has("java", "echo \"${LC_ALL:-}\"; printf '<%s>\\n' \"$@\"");
        hasRelease();
        user.set("LC_ALL", locale);

        String out = user.runs(unpacked()).out();

        assertThat(out).startsWith(given + "\n");
        assertThat(out.contains("<-Dstdout.encoding=US-ASCII>")).isEqualTo(given.startsWith("C"));
    }

    /** As PyTorch's own container images set it. */
    @Test
    void theEnvironmentChoosesNoOtherPyTorchUnlessItIsBuiltForCuda() throws IOException {
        user.has("java", "echo \"${PYTORCH_VERSION:-} ${DJL_DEFAULT_ENGINE:-} ${OTHER:-}\"");
        hasRelease();
        user.set("PYTORCH_VERSION", "2.1");
        user.set("DJL_DEFAULT_ENGINE", "MXNet");
        user.set("OTHER", "stays");

        assertThat(user.runs(unpacked()).out()).isEqualTo("  stays\n");
        user.set("CNN_PROFILE", "cuda");
        assertThat(user.runs(unpacked()).out()).isEqualTo("2.1 MXNet stays\n");
    }

    /** Of the java on the PATH, which then need not answer. */
    private void hasRelease() throws IOException {
        Files.writeString(user.folder().resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    }

    /** What a distribution has: bin/cnn, and beside bin what it runs. */
    private Path unpacked() throws IOException {
        Path script = user.folder().resolve("a größe/bin/cnn");
        if (!Files.exists(script)) {
            Files.createDirectories(script.getParent());
            Files.copy(Path.of("src/dist/bin/cnn"), script);
        }
        return script;
    }

    private void hasJavaHome(String name, String version) throws IOException {
        Path home = user.folder().resolve(name);
        Files.createDirectories(home.resolve("bin"));
        hasJava("../" + name + "/bin/java", version);
        user.set("JAVA_HOME", home.toString());
    }

    private void hasJava(String name, String version) throws IOException {
        user.has(
                name,
                "if [ \"$1\" = -version ]; then",
                "    echo 'Picked up JAVA_TOOL_OPTIONS: -Dx' >&2",
                "    echo 'openjdk version \"" + version + "\" 2025-04-15' >&2",
                "else echo \"in $PWD\"; printf '<%s>\\n' \"$@\"; fi");
    }

    /** A build that succeeds, and does something besides. */
    private void mavenDoes(String besides) throws IOException {
        ScriptUser.writeScript(
                project.resolve("mvnw"),
                "echo \"$*\" >>'" + builds + "'",
                "echo 'maven says much'",
                besides,
                "cd '" + project + "'",
                "echo \"built by $$\" >target/pattern-scanner.jar",
                "mkdir -p target/lib");
    }

    private void mavenFails(String log) throws IOException {
        Path text = Files.writeString(user.folder().resolve("log"), log);
        ScriptUser.writeScript(
                project.resolve("mvnw"),
                "echo \"$*\" >>'" + builds + "'",
                "cat '" + text + "'",
                "exit 1");
    }

    private List<String> builds() throws IOException {
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }
}
