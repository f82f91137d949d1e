package org.patternscanner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the program lies, and where it may write: in its own folder, as in a copy of the source, or
 * else where the system keeps a user's data.
 *
 * @param folder the program's folder, which the launcher tells
 * @param data the user's folder for this program's data, which need not exist
 * @see <a href="https://specifications.freedesktop.org/basedir-spec/">XDG base directories</a>
 */
record Home(Path folder, Path data) {

    private static final String NAME = "pattern-scanner";

    /** That of this process. */
    static Home ofThisProgram() {
        Path folder = Path.of(System.getProperty("patternscanner.home", ""));
        return new Home(folder, data(System.getProperty("os.name", ""), System.getenv()));
    }

    /** Where a system keeps a user's data. */
    static Path data(String system, Map<String, String> environment) {
        // Java's user.home is what the system's list of users says, whatever HOME does.
        String told = environment.getOrDefault("HOME", "");
        Path user = Path.of(told.isEmpty() ? System.getProperty("user.home", "") : told);
        String name = system.toLowerCase(Locale.ROOT);
        String windows = environment.getOrDefault("LOCALAPPDATA", "");
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        if (name.startsWith("windows") && !windows.isEmpty()) {
            return Path.of(windows, NAME);
        } else if (name.startsWith("mac")) {
            return user.resolve("Library").resolve("Application Support").resolve(NAME);
        } else if (Path.of(xdg).isAbsolute()) { // as the specification has it
            return Path.of(xdg, NAME);
        }
        return user.resolve(".local").resolve("share").resolve(NAME);
    }

    /** Where runs are, unless the user names another folder. */
    Path models() {
        return writable("models");
    }

    /** A folder of the program's where it can be written, else the user's of the same name. */
    Path writable(String name) {
        Path own = folder.resolve(name);
        return Files.isWritable(Files.exists(own) ? own : folder.toAbsolutePath())
                ? own
                : data.resolve(name);
    }

    /**
     * Makes the user's own folder of runs if that is the one, and does not exist yet.
     *
     * @return what to tell the user about it, once; null if there is nothing to tell
     */
    @Nullable String begin() {
        Path models = models();
        if (models.startsWith(folder) || Files.exists(models)) {
            return null;
        }
        try {
            Files.createDirectories(models);
        } catch (IOException e) {
            return null; // whoever writes there will say why that fails
        }
        return "Your runs go to %s, for %s cannot be written."
                .formatted(models, folder.toAbsolutePath().normalize());
    }

    /**
     * Has DJL take libtorch from where it lies, if it came unpacked with the program: otherwise
     * each user would get a copy of 432 MB.
     */
    void useOwnLibraries() {
        Path libraries = folder.toAbsolutePath().resolve("lib").resolve("native");
        if (Files.isDirectory(libraries)) {
            System.setProperty("PYTORCH_LIBRARY_PATH", libraries.toString());
            System.setProperty("PYTORCH_FLAVOR", "cpu");
        }
    }
}
