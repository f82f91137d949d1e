package org.patternscanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    /** Behind a line of HTML, Markdown takes a heading for text. */
    @Test
    void everyHeadingFollowsABlankLine() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        boolean isCode = false;
        for (int i = 1; i < lines.size(); i++) {
            isCode ^= lines.get(i).startsWith("```");
            if (!isCode && lines.get(i).matches("#{1,6} .*")) {
                assertThat(lines.get(i - 1)).as("above '%s'", lines.get(i)).isBlank();
            }
        }
    }
}
