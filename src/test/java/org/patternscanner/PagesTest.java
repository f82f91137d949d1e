package org.patternscanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patternscanner.cli.Cnn;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParseResult;

/** README and docs: that they are whole. CI runs their commands; here each is only parsed. */
class PagesTest {

    /** A command line of ours in a line of shell. */
    private static final Pattern IN_SHELL = Pattern.compile("\\./cnn\\b([^<>()|&#]*)");

    /** A command line of ours in a sentence or a table. */
    private static final Pattern IN_PROSE =
            Pattern.compile("`(?:[A-Z_]+=\\S+ )?(?:\\./)?cnn ([^`]*)`");

    private static final CommandLine PROGRAM = Cnn.commandLine(Map.of());

    static List<Path> pages() throws IOException {
        return Pages.all();
    }

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(Pages.all());
        documents.add(Path.of("ARCHITECTURE.md"));
        documents.add(Path.of("CONTRIBUTING.md"));
        return documents;
    }

    @Test
    void areThoseOfTheList() throws IOException {
        Set<Path> expected = new TreeSet<>(Set.of(Pages.README));
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(expected::add);
        }

        assertThat(Pages.all()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void standInReadmesTableInTheListsOrder() throws IOException {
        Matcher row =
                Pattern.compile("(?m)^\\| \\[\\w+\\]\\((docs/.*?)\\) \\|")
                        .matcher(Pages.prose(Pages.README));

        assertThat(row.results().map(found -> Path.of(found.group(1))).toList())
                .isEqualTo(Pages.all().subList(1, Pages.all().size()));
    }

    @Test
    void readmeIsShort() throws IOException {
        assertThat(Files.readAllLines(Pages.README)).hasSizeLessThanOrEqualTo(200);
        assertThat(Files.size(Pages.README)).isLessThanOrEqualTo(12_000);
    }

    /** Library's class is compiled by a test of its own. */
    @Test
    void holdNoJavaButWhatAFileThatIsCompiledHolds() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String folder : List.of("src/main/java", "src/test/java", "examples")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    sources.add(dense(Files.readString(file)));
                }
            }
        }
        for (Path page : documents()) {
            for (String snippet :
                    page.equals(Pages.LIBRARY) ? List.<String>of() : Pages.blocks(page, "java")) {
                assertThat(sources.stream().anyMatch(source -> source.contains(dense(snippet))))
                        .as("a file has what %s shows: %s", page, snippet)
                        .isTrue();
            }
        }
    }

    private static String dense(String code) {
        return code.replaceAll("\\s", "");
    }

    /** After a line of HTML, Markdown takes a heading for text. */
    @ParameterizedTest
    @MethodSource("documents")
    void setABlankLineAboveEachHeading(Path page) throws IOException {
        assertThat(Pages.prose(page)).doesNotContainPattern("[^\n]\n#{1,6} ");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void leadOnlyToWhatExists(Path page) throws IOException {
        for (String target : Pages.targets(page)) {
            String[] parts = target.split("#", 2);
            Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            assertThat(file).as("%s in %s", target, page).exists();
            if (parts.length == 2) {
                assertThat(anchors(file)).as("headings of %s", file).contains(parts[1]);
            }
        }
    }

    /** The headings of a page as GitHub names them in links. */
    private static List<String> anchors(Path page) throws IOException {
        Matcher heading = Pattern.compile("(?m)^#{1,6} (.*)$").matcher(Pages.prose(page));
        return heading.results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^\\w -]", "").replace(' ', '-'))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void describeEachPicture(Path page) throws IOException {
        assertThat(Pages.prose(page)).doesNotContainPattern("<img (?![^>]* alt=\"[^\"]{10,}\")");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void holdCommandsThatTheProgramUnderstands(Path page) throws IOException {
        for (String command : inShell(page)) {
            parse(command);
        }
        for (String command : inProse(page)) {
            try {
                parse(command.replaceAll("\\bN\\b", "1"));
            } catch (MissingParameterException e) {
                // a sentence need not name the file as well
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nameOptionsThatSomeCommandHas(Path page) throws IOException {
        Set<String> known = new TreeSet<>();
        for (CommandLine command : PROGRAM.getSubcommands().values()) {
            known.addAll(command.getCommandSpec().optionsMap().keySet());
        }
        known.addAll(PROGRAM.getCommandSpec().optionsMap().keySet());
        Matcher option = Pattern.compile("[` ](--[a-z][a-z-]*)").matcher(Pages.prose(page));

        assertThat(known).containsAll(option.results().map(found -> found.group(1)).toList());
    }

    @Test
    void useEveryCommand() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path page : Pages.all()) {
            for (String command : inShell(page)) {
                used.add(parse(command).subcommand().commandSpec().name());
            }
        }

        assertThat(used).isEqualTo(PROGRAM.getSubcommands().keySet());
    }

    /** Two runs cannot have one name, and a reader may type the commands of all pages. */
    @Test
    void giveEachRunANameOfItsOwn() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path page : Pages.all()) {
            for (String command : Pages.commands(page)) {
                Matcher name = Pattern.compile("--name[ =](\\S+)").matcher(command);
                name.results().forEach(found -> names.add(found.group(1)));
            }
        }

        assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    }

    private static List<String> inShell(Path page) throws IOException {
        return Pages.commands(page).stream()
                .flatMap(line -> IN_SHELL.matcher(line).results())
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> inProse(Path page) throws IOException {
        return IN_PROSE.matcher(Pages.prose(page)).results().map(found -> found.group(1)).toList();
    }

    private static ParseResult parse(String words) {
        return PROGRAM.parseArgs(words.strip().split("\\s+"));
    }
}
