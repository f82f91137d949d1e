package org.patternscanner.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cnn notebook}: the lesson as notebooks, in Jupyter. */
@Command(
        name = "notebook",
        description = {
            "Open the lesson's notebooks in Jupyter: Java that you can change and run again.",
            "Nothing is installed: what Jupyter needs to run Java lies in the program's folder."
        },
        footer = {"  cnn notebook", "  cnn notebook 3 --no-browser", "  cnn notebook --prepare"})
final class NotebookCommand extends CliCommand {

    private static final String ENDING = ".ipynb";

    /** Jupyter's two programs that show notebooks in a browser. */
    private static final List<String> JUPYTERS = List.of("jupyter-lab", "jupyter-notebook");

    private static final String NO_JUPYTER =
            "Jupyter is not here; install it with 'pip install jupyterlab' (on Debian or Ubuntu: 'sudo apt install jupyter-notebook'), then try again.";

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "The notebook: its number or a part of its name. Without it, the folder.")
    private @Nullable String name;

    @Option(
            names = "--no-browser",
            description = "Open no browser; Jupyter prints the page's address.")
    private boolean noBrowser;

    @Option(
            names = "--prepare",
            description =
                    "Start nothing; print what another program that runs notebooks needs, such as"
                            + " VS Code or nbconvert.")
    private boolean prepareOnly;

    @Override
    public Integer call() throws IOException {
        Home home = Home.ofThisProgram();
        Path notebooks = home.folder().toAbsolutePath().resolve("notebooks");
        Path page = name == null ? notebooks : find(notebooks, name);
        JupyterKernel kernel = new JupyterKernel(home);
        kernel.prepare();
        if (prepareOnly) {
            out().println("JUPYTER_PATH=" + kernel.folder());
            return Exit.OK;
        }
        return open(page, kernel);
    }

    private static Path find(Path folder, String wanted) throws IOException {
        List<Path> found;
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(NotebookCommand::isNotebook).sorted().toList();
            names = all.stream().map(NotebookCommand::nameOf).toList();
            found = all.stream().filter(file -> fits(nameOf(file), wanted)).toList();
        }
        if (found.size() != 1) {
            throw new UsageException(
                    "%s notebook fits '%s'; there are %s.",
                    found.isEmpty() ? "No" : "More than one", wanted, String.join(", ", names));
        }
        return found.get(0);
    }

    private static boolean isNotebook(Path file) {
        return file.getFileName().toString().endsWith(ENDING);
    }

    private static String nameOf(Path file) {
        String fileName = file.getFileName().toString();
        return fileName.substring(0, fileName.length() - ENDING.length());
    }

    /** A number is the one before the name; anything else a part of it. */
    private static boolean fits(String notebook, String wanted) {
        return wanted.matches("\\d+")
                ? notebook.startsWith(wanted + "-")
                : (notebook + ENDING).contains(wanted);
    }

    /** Lets Jupyter have the terminal until it ends: it has much to say. */
    private int open(Path page, JupyterKernel kernel) throws IOException {
        List<String> command = new ArrayList<>(jupyter());
        String program = String.join(" ", command);
        command.add("-y"); // Ctrl-C ends it and us: it must not stay behind with a question
        command.add(page.toString());
        if (noBrowser) {
            command.add("--no-browser");
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .merge(
                        "JUPYTER_PATH",
                        kernel.folder().toString(),
                        (others, ours) -> ours + File.pathSeparator + others);
        err().printf("Starting %s; Ctrl-C ends it.%n", program);
        out().flush();
        Process jupyter = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(jupyter::destroy, "end of Jupyter"));
        return await(jupyter);
    }

    private static int await(Process jupyter) {
        try {
            return jupyter.waitFor() == 0 ? Exit.OK : Exit.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.FAILED;
        }
    }

    /** What starts it: a program, or a module of Python's. */
    private static List<String> jupyter() throws IOException {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        Path pips = Path.of(System.getProperty("user.home"), ".local", "bin"); // on few a PATH
        Optional<Path> program = jupyterOn(path + File.pathSeparator + pips);
        if (program.isPresent()) {
            return List.of(program.get().toString());
        }
        return Stream.of("jupyterlab", "notebook")
                .map(module -> List.of("python3", "-m", module))
                .filter(NotebookCommand::answers)
                .findFirst()
                .orElseThrow(() -> new IOException(NO_JUPYTER));
    }

    /** Whether there is a program that knows its version. */
    private static boolean answers(List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.add("--version");
        ProcessBuilder.Redirect nowhere = ProcessBuilder.Redirect.DISCARD;
        try {
            Process asked =
                    new ProcessBuilder(words)
                            .redirectOutput(nowhere)
                            .redirectError(nowhere)
                            .start();
            return await(asked) == Exit.OK;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The first of Jupyter's programs in the folders of a PATH; what can be no folder is skipped.
     */
    static Optional<Path> jupyterOn(String path) {
        return JUPYTERS.stream()
                .flatMap(program -> Stream.of(program, program + ".exe"))
                .flatMap(
                        program ->
                                Arrays.stream(path.split(File.pathSeparator))
                                        .map(folder -> new File(folder, program)))
                .filter(File::canExecute)
                .filter(File::isFile)
                .map(File::toPath)
                .findFirst();
    }
}
