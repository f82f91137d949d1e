package org.patternscanner.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A piece of this program's own source, which the build puts into the jar: the Java behind a
 * number.
 *
 * @param file its path in the project
 * @param firstLine the first line's number, from 1
 * @param text the lines, with line feeds, without their common indent
 */
record JavaSource(String file, int firstLine, String text) {

    private static final List<String> PACKAGES =
            List.of("arithmetic", "image", "digit", "picture", "network", "training", "inspection");

    /**
     * The first method of a name, with its comment.
     *
     * @param simpleName of the class, such as {@code ForwardPass}
     */
    static Optional<JavaSource> method(String simpleName, String method) throws IOException {
        if (!simpleName.matches("\\w{1,80}") || !method.matches("\\w{1,80}")) {
            return Optional.empty();
        }
        for (String name : PACKAGES) {
            String path = "org/patternscanner/%s/%s.java".formatted(name, simpleName);
            String source = read(path);
            if (source != null) {
                return find("src/main/java/" + path, source.lines().toList(), method);
            }
        }
        return Optional.empty();
    }

    private static @Nullable String read(String path) throws IOException {
        try (InputStream in = JavaSource.class.getResourceAsStream("source/" + path)) {
            return in == null ? null : new String(in.readAllBytes(), UTF_8);
        }
    }

    /** The formatter puts every method's head at an indent of four, and its last brace as well. */
    private static Optional<JavaSource> find(String file, List<String> lines, String method) {
        String head = " {4}[\\w@].*\\b" + method + "\\(.*";
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches(head)) {
                int first = firstOfComment(lines, i);
                int last = i;
                while (!lines.get(last).equals("    }")) {
                    last++;
                }
                String text =
                        String.join("\n", lines.subList(first, last + 1)).stripIndent() + "\n";
                return Optional.of(new JavaSource(file, first + 1, text));
            }
        }
        return Optional.empty();
    }

    private static int firstOfComment(List<String> lines, int head) {
        int first = head;
        while (first > 0 && lines.get(first - 1).matches(" {4}(@| ?\\*|/\\*\\*).*| {5}\\*.*")) {
            first--;
        }
        return first;
    }
}
