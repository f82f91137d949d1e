package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Someone at a shell in a folder whose name has a space, with a PATH that leads to ordinary tools
 * and to the programs that a test wrote, and nowhere else: no Java, Maven or curl of this machine.
 */
final class ScriptUser {
    private static final String TOOLS =
            "cat chmod cp find mkdir mktemp mv pwd readlink rm sed sh sha512sum shasum sleep tail"
                    + " touch tr";

    private final Path folder;
    private final Path bin;
    private final Map<String, String> environment = new TreeMap<>();

    /** What a script left: its exit code, and its two streams. */
    record Run(int exit, String out, String err) {
        List<String> errLines() {
            return err.lines().toList();
        }

        /** It did what it should and said nothing else; returns what went to stdout. */
        String succeedsSilently() {
            assertThat(exit).isZero();
            assertThat(err).isEmpty();
            return out;
        }

        /** It failed, and the last line that it wrote says why and what to do. */
        void fails(String... words) {
            assertThat(exit).isEqualTo(1);
            assertThat(errLines()).last(STRING).contains(words).endsWith(".");
        }
    }

    ScriptUser(Path temp) throws IOException {
        folder = Files.createDirectories(temp.toRealPath().resolve("some user"));
        bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS.split(" ", -1)) {
            hasReal(tool);
        }
        set("PATH", bin.toString());
        set("HOME", folder.toString());
    }

    Path folder() {
        return folder;
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** Puts a program of the test's own on the PATH. */
    void has(String program, String... lines) throws IOException {
        writeScript(bin.resolve(program), lines);
    }

    /** Puts a program of this machine on the PATH; false where there is none. */
    boolean hasReal(String program) throws IOException {
        Path real = onThisMachine(program);
        if (real != null) {
            has(program, "exec '" + real + "' \"$@\"");
        }
        return real != null;
    }

    /** Runs a script as {@code /bin/sh} of Debian would, if that shell is here. */
    Run runs(Path script, String... arguments) {
        return finish(starts(script, arguments));
    }

    Started starts(Path script, String... arguments) {
        Path dash = onThisMachine("dash");
        List<String> command = new ArrayList<>();
        command.add(dash == null ? "sh" : dash.toString());
        command.add(script.toString());
        command.addAll(List.of(arguments));
        return start(folder, command);
    }

    /** Runs a file as a program of its own, so that its first line and its mode count. */
    Run executes(Path workingFolder, Path file, String... arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        return finish(start(workingFolder, command));
    }

    /** A script that was started. */
    record Started(Process process, Path out, Path err) {}

    Run finish(Started started) {
        try {
            if (!started.process().waitFor(30, TimeUnit.SECONDS)) {
                started.process().destroyForcibly();
                throw new AssertionError("still running after 30 seconds");
            }
            return new Run(
                    started.process().exitValue(),
                    Files.readString(started.out()),
                    Files.readString(started.err()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Started start(Path workingFolder, List<String> command) {
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(workingFolder.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new Started(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void writeScript(Path file, String... lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    private static @Nullable Path onThisMachine(String program) {
        String path = System.getenv("PATH");
        return path == null
                ? null
                : Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(path)
                        .map(folder -> Path.of(folder, program))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(null);
    }

    /** The names in a folder; none where there is no such folder. */
    static List<String> namesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
