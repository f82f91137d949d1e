package org.patternscanner.export;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.patternscanner.inspection.DigitTranslator;

/** This program's own classes, as far as a network and the pictures that it reads need them. */
final class ProgramJar {

    /** The packages from {@link DigitTranslator}'s down. */
    private static final List<String> PACKAGES =
            List.of(
                    "inspection",
                    "training",
                    "checkpoint",
                    "network",
                    "picture",
                    "digit",
                    "image",
                    "data",
                    "arithmetic");

    private ProgramJar() {}

    /** The jar's bytes, without the data sets and pages that the program's own jar has. */
    static byte[] bytes() throws IOException {
        Path source = source(DigitTranslator.class);
        if (Files.isDirectory(source)) { // where an IDE or a test has compiled them to
            return Zip.of(classes(source));
        }
        try (FileSystem jar = FileSystems.newFileSystem(source)) {
            return Zip.of(classes(jar.getPath("/")));
        }
    }

    /** The jar or folder that a class was loaded from. */
    static Path source(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A class loader that knows no place", e);
        }
    }

    private static SortedMap<String, byte[]> classes(Path root) throws IOException {
        SortedMap<String, byte[]> classes = new TreeMap<>();
        for (String part : PACKAGES) {
            try (Stream<Path> files = Files.walk(root.resolve("org/patternscanner/" + part))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".class")).toList()) {
                    String name = root.relativize(file).toString().replace('\\', '/');
                    classes.put(name, Files.readAllBytes(file));
                }
            }
        }
        return classes;
    }
}
