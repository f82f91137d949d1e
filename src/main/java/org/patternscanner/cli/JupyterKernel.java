package org.patternscanner.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.patternscanner.render.Json;
import org.patternscanner.render.WholeFile;

/**
 * Java for Jupyter: rapaio-jupyter-kernel, which the build puts into {@code target/kernel}, or
 * {@code lib/kernel} of a distribution, with this program on its class path.
 *
 * <p>Jupyter finds a kernel by a file {@code kernel.json} in a folder that the variable {@code
 * JUPYTER_PATH} names; ours lies in the program's folder if that can be written, so nothing is
 * installed, and two copies of the program don't disturb each other.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs">Kernel
 *     specs</a>
 */
record JupyterKernel(Home home) {

    /** As notebooks name it in their metadata. */
    static final String NAME = "pattern-scanner";

    private static final String MAIN_CLASS = "org.rapaio.jupyter.kernel.MainApp";

    /** What Cnn and TorchEngine settle for the commands, for code that comes in any order. */
    private static final List<String> SETTINGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.awt.headless=true",
                    "-Duser.language=en",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                    "-Dai.djl.offline=true",
                    "-DOPT_OUT_TRACKING=true",
                    "-Dai.djl.pytorch.num_threads=1",
                    "-Dai.djl.pytorch.num_interop_threads=1");

    /** What {@code JUPYTER_PATH} must name. */
    Path folder() {
        Path beside = built().resolveSibling("jupyter");
        return Files.isWritable(beside.getParent()) ? beside : home.data().resolve("jupyter");
    }

    private Path built() {
        Path program = home.folder().toAbsolutePath();
        Path unpacked = program.resolve("lib").resolve("kernel");
        return Files.exists(unpacked) ? unpacked : program.resolve("target").resolve("kernel");
    }

    /**
     * Writes kernel.json anew: the class path, Java and the project's folder may have changed.
     *
     * @throws IOException if it cannot be written, or if the build has left no kernel
     */
    void prepare() throws IOException {
        Path built = built();
        Path jar = built.resolve("rapaio-jupyter-kernel.jar");
        if (!Files.exists(jar)) {
            throw new IOException(
                    "%s is missing; delete %s and try again: the next cnn builds it."
                            .formatted(jar, built.resolveSibling("cnn.built")));
        }
        String classPath = built.resolve("mended") + File.pathSeparator + jar;
        Path file = folder().resolve("kernels").resolve(NAME).resolve("kernel.json");
        WholeFile.write(file, Json.toText(spec(classPath)).getBytes(StandardCharsets.UTF_8));
    }

    /** What the file holds. */
    private static Fields spec(String kernelClassPath) {
        List<String> argv = new ArrayList<>();
        argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        argv.addAll(SETTINGS);
        argv.addAll(optionsOfThisJava()); // later, so that CNN_JAVA_OPTS has the last word
        argv.addAll(List.of("-cp", kernelClassPath, MAIN_CLASS, "{connection_file}"));
        return new Fields()
                .with("argv", argv)
                .with("display_name", "Java (Pattern Scanner)")
                .with("language", "java")
                .with("interrupt_mode", "message")
                .with(
                        "env",
                        new Fields()
                                .with("RJK_CLASSPATH", programClassPath())
                                .with("RJK_TIMEOUT_MILLIS", "-1"));
    }

    /** The launcher's, CNN_JAVA_OPTS and the program's folder among them. */
    private static List<String> optionsOfThisJava() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    /** As the kernel wants it: separated by semicolons, on every system. */
    private static String programClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(";"));
    }
}
