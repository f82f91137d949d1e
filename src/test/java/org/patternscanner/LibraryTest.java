package org.patternscanner;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/library.md says, done as it says. */
@Tag("slow")
class LibraryTest {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir Path temp;

    @Test
    void trainsAndPredictsWithTheExamplesOwnThirtyLines() throws Exception {
        String example = Pages.block(Pages.LIBRARY, "java");
        assertThat(example.lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(30);
        compile(example);

        assertThat(run()).matches("a 7 \\(\\d\\d[.,]\\d %\\)\n");
        assertThat(run("docs/images/photo.png")).matches("a 4 \\(\\d\\d[.,]\\d %\\)\n");
    }

    @Test
    void namesTheVersionThatIsBuilt() throws IOException {
        String dependency = Pages.block(Pages.LIBRARY, "xml").replaceAll("\\s", "");
        String own = "<artifactId>pattern-scanner</artifactId><version>";

        assertThat(without("pom.xml")).contains(own + version(dependency) + "<");
        assertThat(without("src/it/library/pom.xml")).contains(dependency);
    }

    private static String without(String file) throws IOException {
        return Files.readString(Path.of(file)).replaceAll("\\s", "");
    }

    private static String version(String dependency) {
        Matcher version = Pattern.compile("<version>(.*)</version>").matcher(dependency);
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private void compile(String source) throws IOException {
        Path file = Files.writeString(temp.resolve("HundredSteps.java"), source);
        JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler());
        String[] options = {
            "-cp", CLASS_PATH, "-proc:none", "-Xlint:all,-classfile", "-Werror", file.toString()
        };
        assertThat(compiler.run(null, null, null, options)).as("javac's exit code").isZero();
    }

    /** In a Java virtual machine of its own, as a user has it: nothing is settled before. */
    private String run(String... arguments) throws Exception {
        List<String> command = JavaCommand.start();
        command.add("-cp");
        command.add(temp + System.getProperty("path.separator") + CLASS_PATH);
        command.add("HundredSteps");
        command.addAll(List.of(arguments));
        Path output = temp.resolve("output");
        Process java =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(java.exitValue()).isZero();
        return Files.readString(output).replace("\r\n", "\n");
    }
}
