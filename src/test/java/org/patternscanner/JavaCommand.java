package org.patternscanner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java that runs the tests, for programs that need a process of their own. */
public final class JavaCommand {

    private JavaCommand() {}

    /**
     * The command's first words, to which the caller adds the rest.
     *
     * @return Java's path, and the permission to load libtorch, without which Java 24 and later
     *     warn
     */
    public static List<String> start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED"));
    }
}
