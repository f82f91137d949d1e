package org.patternscanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages that hold commands for a reader to type: README and docs, as docs/pages.txt lists them.
 */
final class Pages {

    static final Path README = Path.of("README.md");
    static final Path LIBRARY = Path.of("docs/library.md");

    private Pages() {}

    /** All of them, in the order in which a learner reads them. */
    static List<Path> all() throws IOException {
        return Files.readAllLines(Path.of("docs/pages.txt")).stream().map(Path::of).toList();
    }

    /** The content of a page's blocks of code in one language, in their order. */
    static List<String> blocks(Path page, String language) throws IOException {
        Pattern block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$");
        return block.matcher(text(page)).results().map(found -> found.group(1)).toList();
    }

    /** The content of a page's only block of code in one language. */
    static String block(Path page, String language) throws IOException {
        List<String> blocks = blocks(page, language);
        assertThat(blocks).as("blocks of %s in %s", language, page).hasSize(1);
        return blocks.get(0);
    }

    /** The commands of a page's sh blocks. */
    static List<String> commands(Path page) throws IOException {
        return blocks(page, "sh").stream().flatMap(String::lines).toList();
    }

    /** A page without its blocks of code. */
    static String prose(Path page) throws IOException {
        return Pattern.compile("(?ms)^```.*?^```$").matcher(text(page)).replaceAll("");
    }

    private static String text(Path page) throws IOException {
        return Files.readString(page).replace("\r\n", "\n");
    }

    /** Where a page's links and pictures lead, but for those to other sites. */
    static List<String> targets(Path page) throws IOException {
        Matcher link = Pattern.compile("\\]\\(([^)\\s]+)\\)|src=\"([^\"]+)\"").matcher(prose(page));
        return link.results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .filter(target -> !target.matches("https?:.*"))
                .toList();
    }
}
