package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.JavaCommand;

/**
 * {@code cnn notebook}, on a machine whose Jupyter is a script of a few lines, or that has none.
 */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for sh")
class NotebookCommandTest {

    @TempDir Path temp;
    private Path bin;
    private Path home;

    @BeforeEach
    void programWithTwoNotebooks() throws IOException {
        bin = Files.createDirectories(temp.resolve("some bin"));
        home = Files.createDirectories(temp.toRealPath().resolve("a program"));
        Path kernel = Files.createDirectories(home.resolve("target/kernel"));
        Files.writeString(kernel.resolve("rapaio-jupyter-kernel.jar"), "");
        Path notebooks = Files.createDirectories(home.resolve("notebooks"));
        Files.writeString(notebooks.resolve("1-one.ipynb"), "{}");
        Files.writeString(notebooks.resolve("2-two.ipynb"), "{}");
    }

    /** Says what it was given, and ends with a code. */
    private void hasJupyter(String program, int code) throws IOException {
        ScriptUser.writeScript(
                bin.resolve(program),
                "echo \"$0 $*\"",
                "echo \"JUPYTER_PATH=$JUPYTER_PATH\"",
                "exit " + code);
    }

    private Outcome types(String... words) throws Exception {
        List<String> command = JavaCommand.start();
        command.add("-Dpatternscanner.home=" + home);
        command.add("-Duser.home=" + temp);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("org.patternscanner.cli.Cnn");
        command.add("notebook");
        command.addAll(List.of(words));
        Path out = temp.resolve("out");
        Path err = temp.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("JUPYTER_PATH", "/others");
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void opensTheFolderInJupyterLab() throws Exception {
        hasJupyter("jupyter-notebook", 1);
        hasJupyter("jupyter-lab", 0);

        Outcome outcome = types().succeeds();

        assertThat(outcome.err()).isEqualTo("Starting %s/jupyter-lab; Ctrl-C ends it.\n", bin);
        assertThat(outcome.out())
                .isEqualTo(
                        "%s/jupyter-lab -y %s/notebooks\nJUPYTER_PATH=%s/target/jupyter:/others\n",
                        bin, home, home);
    }

    @Test
    void opensOneNotebookByItsNumberOrAPartOfItsName() throws Exception {
        hasJupyter("jupyter-notebook", 0);
        String second = home + "/notebooks/2-two.ipynb";

        assertThat(types("2").succeeds().out()).contains("jupyter-notebook -y " + second + "\n");
        assertThat(types("two", "--no-browser").out()).contains(second + " --no-browser\n");
        assertThat(types("2-two.ipynb").out()).contains(second);
    }

    @Test
    void failsWhereJupyterFails() throws Exception {
        hasJupyter("jupyter-lab", 3);
        assertThat(types().code()).isEqualTo(1);
    }

    /** Where pip puts it for a user alone, which is on few a PATH. */
    @Test
    void findsTheJupyterThatPipInstalledForTheUser() throws Exception {
        bin = Files.createDirectories(temp.resolve(".local/bin"));
        hasJupyter("jupyter-lab", 0);
        bin = Files.createDirectories(temp.resolve("empty"));

        assertThat(types().succeeds().out()).startsWith(temp + "/.local/bin/jupyter-lab -y ");
    }

    @Test
    void findsTheJupyterThatOnlyPythonKnows() throws Exception {
        ScriptUser.writeScript(
                bin.resolve("python3"),
                "[ \"$2\" = notebook ] || exit 1",
                "[ \"$3\" = --version ] && exit 0",
                "echo \"$*\"");

        Outcome outcome = types().succeeds();

        assertThat(outcome.out()).isEqualTo("-m notebook -y %s/notebooks\n", home);
        assertThat(outcome.err()).isEqualTo("Starting python3 -m notebook; Ctrl-C ends it.\n");
    }

    @Test
    void saysHowToInstallJupyter() throws Exception {
        types().failsWith("Jupyter is not here", "'pip install jupyterlab'");
    }

    @Test
    void namesTheNotebooksThatThereAre() throws Exception {
        types("9").refuses("notebook", "No notebook fits '9'; there are 1-one, 2-two.");
        types("-").isForPeople();
        assertThat(types("o").err()).contains("More than one", "'o'", "1-one, 2-two");
    }

    @Test
    void preparesTheKernelForOtherPrograms() throws Exception {
        Outcome outcome = types("--prepare").succeeds();

        Path folder = home.resolve("target/jupyter");
        assertThat(outcome.out()).isEqualTo("JUPYTER_PATH=" + folder + "\n");
        assertThat(outcome.err()).isEmpty();
        JsonObject spec = Documents.read(folder.resolve("kernels/pattern-scanner/kernel.json"));
        assertThat(text(spec, "display_name")).isEqualTo("Java (Pattern Scanner)");
        assertThat(text(spec, "language")).isEqualTo("java");
        assertThat(text(spec, "interrupt_mode")).isEqualTo("message");
        List<String> argv =
                array(spec, "argv").asList().stream().map(JsonElement::getAsString).toList();
        String kernel = home + "/target/kernel/";
        assertThat(argv.get(0)).endsWith("java");
        assertThat(argv)
                .contains("-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=1")
                .contains("-Djava.awt.headless=true", "-Dpatternscanner.home=" + home)
                .endsWith(
                        "-cp",
                        kernel + "mended:" + kernel + "rapaio-jupyter-kernel.jar",
                        "org.rapaio.jupyter.kernel.MainApp",
                        "{connection_file}");
        assertThat(text(spec, "env/RJK_CLASSPATH").split(";"))
                .allSatisfy(entry -> assertThat(Path.of(entry)).isAbsolute())
                .anyMatch(entry -> entry.contains("picocli"));
    }

    @Test
    void saysWhatToDoWhenTheBuildLeftNoKernel() throws Exception {
        Path jar = home.resolve("target/kernel/rapaio-jupyter-kernel.jar");
        Files.delete(jar);
        types("--prepare")
                .failsWith(jar + " is missing", "delete " + home.resolve("target/cnn.built"));
    }

    /** As Windows has in its PATH, in quotation marks; here it takes a NUL. */
    @Test
    void skipsWhatCanBeNoFolder() throws Exception {
        Path program = Files.createFile(temp.resolve("jupyter-lab"));
        assertThat(program.toFile().setExecutable(true)).isTrue();

        String path = String.join(File.pathSeparator, "a\0b", "", temp.toString());
        assertThat(NotebookCommand.jupyterOn(path)).contains(program);
        assertThat(NotebookCommand.jupyterOn("a\0b")).isEmpty();
    }
}
