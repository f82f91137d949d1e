package org.patternscanner.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the checks read of a machine, so that a test can make a broken one.
 *
 * @param environment the variables of the process
 * @param properties Java's system properties, by name
 * @param root where {@code proc} and {@code usr} are
 * @param classPath where DJL's files are
 */
public record Machine(
        Map<String, String> environment,
        Function<String, @Nullable String> properties,
        Path root,
        ClassLoader classPath) {

    /** The machine that this runs on. */
    public static Machine here() {
        ClassLoader loader = Machine.class.getClassLoader();
        return new Machine(System.getenv(), System::getProperty, Path.of("/"), loader);
    }

    /** One of Java's properties, such as its version; empty if it is not set. */
    public String property(String name) {
        String value = properties.apply(name);
        return value == null ? "" : value;
    }

    /** A variable, or else the property of that name, as DJL reads it. */
    String value(String name) {
        String variable = environment.get(name);
        return variable == null ? property(name) : variable;
    }

    /** The system and processor in Java's words, as in "Linux amd64". */
    public String system() {
        return property("os.name") + " " + property("os.arch");
    }

    /** The system and processor in DJL's words, as in "linux-x86_64". */
    String platform() {
        String system = isWindows() ? "win" : isLinux() ? "linux" : "osx";
        return system + "-" + property("os.arch").replace("amd64", "x86_64");
    }

    boolean isWindows() {
        return property("os.name").startsWith("Win");
    }

    boolean isLinux() {
        return property("os.name").startsWith("Linux");
    }

    /** A library's file name here, as in "libtorch.so". */
    String library(String name) {
        return isWindows() ? name + ".dll" : "lib" + name + (isLinux() ? ".so" : ".dylib");
    }

    /** The folder below which DJL unpacks PyTorch. */
    Path cache() {
        String named = value(cacheVariable());
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        Path home = Path.of(property("user.home"));
        Path temporary = Path.of(property("java.io.tmpdir"));
        return (Files.isWritable(home) ? home : temporary).resolve(".djl.ai");
    }

    /** The variable that moves the cache. */
    String cacheVariable() {
        return value("ENGINE_CACHE_DIR").isEmpty() ? "DJL_CACHE_DIR" : "ENGINE_CACHE_DIR";
    }

    /** The folder where a zip has PyTorch's libraries. */
    Path own() {
        return Path.of(property("patternscanner.home"), "lib", "native");
    }

    boolean holdsPyTorch(Path folder) {
        return Files.isRegularFile(folder.resolve(library("torch")));
    }

    /** The folder of a PyTorch that is loaded where it lies; null where DJL unpacks its own. */
    @Nullable Path unpacked() {
        String named = value("PYTORCH_LIBRARY_PATH");
        return Stream.of((named.isEmpty() ? own() + "" : named).split(isWindows() ? ";" : ":", -1))
                .map(Path::of)
                .filter(this::holdsPyTorch)
                .findFirst()
                .orElse(null);
    }

    /** Where PyTorch's libraries are loaded from. */
    public Path libraries() {
        Path unpacked = unpacked();
        return unpacked == null ? cache() : unpacked;
    }

    /** Whether DJL may not download; the program forbids it where nobody says otherwise. */
    boolean isOffline() {
        String variable = environment.get("DJL_OFFLINE");
        String said = variable == null ? property("ai.djl.offline") : variable;
        return said.isEmpty() || Boolean.parseBoolean(said);
    }

    /** A file's text; empty if it cannot be read. */
    String text(String file) {
        try {
            return new String(Files.readAllBytes(root.resolve(file)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** The line that sets a variable, or removes it if the value is empty. */
    String set(String variable, String value) {
        return isWindows()
                ? "set %s=%s".formatted(variable, value)
                : value.isEmpty() ? "unset " + variable : "export %s=%s".formatted(variable, value);
    }
}
