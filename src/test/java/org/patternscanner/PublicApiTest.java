package org.patternscanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packages that other programs may build on, as docs/library.md names them: whoever changes one
 * of their signatures sees it here. From the first release on, the file is that release's.
 */
class PublicApiTest {

    private static final Path SIGNATURES = Path.of("src/test/resources/api.txt");
    private static final Path SOURCE = Path.of("src/main/java/org/patternscanner");

    private static final Set<String> PUBLIC =
            Set.of(
                    "arithmetic",
                    "image",
                    "digit",
                    "picture",
                    "data",
                    "machine",
                    "network",
                    "checkpoint",
                    "training",
                    "inspection");

    static List<String> packages() throws IOException {
        try (Stream<Path> folders = Files.list(SOURCE)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void isWhatItWas() throws IOException {
        List<String> found = signatures();
        if (Boolean.getBoolean("api.renew")) {
            Files.write(SIGNATURES, found);
        }

        assertThat(found)
                .as(
                        "The public API has changed. If it should, say so in CHANGELOG.md, and"
                                + " renew %s: ./mvnw -Dquick -Dtest=PublicApiTest -Dapi.renew=true"
                                + " test",
                        SIGNATURES)
                .isEqualTo(Files.readAllLines(SIGNATURES));
    }

    @Test
    void namesNoTypeThatIsInternal() throws IOException {
        String internal =
                packages().stream()
                        .filter(name -> !PUBLIC.contains(name))
                        .collect(Collectors.joining("|", "org\\.patternscanner\\.(", ")\\."));

        assertThat(signatures()).noneMatch(line -> line.matches(".*\\b" + internal + ".*"));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void everyPackageSaysWhetherItIsPublic(String name) throws IOException {
        String documentation = Files.readString(SOURCE.resolve(name).resolve("package-info.java"));

        assertThat(documentation)
                .contains(PUBLIC.contains(name) ? "<p>Public API:" : "<p>Internal:");
    }

    @Test
    void pageNamesThePublicPackages() throws IOException {
        assertThat(Pages.prose(Pages.LIBRARY))
                .contains(PUBLIC.stream().map("`%s`"::formatted).toList());
    }

    /** Each type that is public, and what is public or protected in it, a line each. */
    private static List<String> signatures() throws IOException {
        Set<String> lines = new TreeSet<>();
        for (String name : PUBLIC) {
            try (Stream<Path> files = Files.list(SOURCE.resolve(name))) {
                for (Path file : files.sorted().toList()) {
                    String simple = file.getFileName().toString().replace(".java", "");
                    if (!simple.equals("package-info")) {
                        addType(type(name + "." + simple), lines);
                    }
                }
            }
        }
        return List.copyOf(lines);
    }

    /** Not initialized: some types would load the engine. */
    private static Class<?> type(String name) {
        try {
            return Class.forName(
                    "org.patternscanner." + name, false, PublicApiTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name + " has no class of its file's name", e);
        }
    }

    private static void addType(Class<?> type, Set<String> lines) {
        if (!isOffered(type.getModifiers())) {
            return;
        }
        String name = type.getName();
        // Java 17's toGenericString leaves out what later ones say.
        String declaration = type.toGenericString().replaceAll("\\b(non-)?sealed ", "");
        String sealed = type.isSealed() ? " sealed" : "";
        lines.add(name + ": " + declaration + sealed + parents(type));
        List<Member> members = new ArrayList<>(List.of(type.getDeclaredFields()));
        members.addAll(List.of(type.getDeclaredConstructors()));
        members.addAll(List.of(type.getDeclaredMethods()));
        for (Member member : members) {
            if (isOffered(member.getModifiers()) && !member.isSynthetic()) {
                lines.add(name + ": " + text(member));
            }
        }
        Arrays.stream(type.getDeclaredClasses()).forEach(inner -> addType(inner, lines));
    }

    private static boolean isOffered(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String parents(Class<?> type) {
        return Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()),
                        Stream.of(type.getGenericInterfaces()))
                .map(parent -> " < " + parent.getTypeName())
                .collect(Collectors.joining());
    }

    private static String text(Member member) {
        String text =
                member instanceof Field field
                        ? field.toGenericString()
                        : ((Executable) member).toGenericString();
        return ((AnnotatedElement) member).isAnnotationPresent(Deprecated.class)
                ? "@Deprecated " + text
                : text;
    }
}
