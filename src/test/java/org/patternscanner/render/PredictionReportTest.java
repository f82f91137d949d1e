package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.inspection.Explanation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The page as a parser sees it: it is well-formed XML too. */
class PredictionReportTest {

    private static final String NASTY =
            "<script>alert('1')</script> & \"\u202e\u0007\ud800 caf\u00e9 \ud83d\ude00.png";

    private static final ReportCard FOUR = card("a.png", Explained.four());

    @TempDir private Path folder;

    private static ReportCard card(String file, Explanation explanation, String... warnings) {
        Thumbnail picture = Thumbnail.of(new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB));
        return new ReportCard(file, picture, explanation, List.of(warnings), null);
    }

    private String page(ReportCard... cards) throws IOException {
        Path file = folder.resolve("new/report.html");
        try (PredictionReport report = PredictionReport.begin(file)) {
            for (ReportCard card : cards) {
                report.add(card);
            }
            report.finish("some & network");
        }
        return Files.readString(file);
    }

    private static Document parsed(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document page, String element) {
        return elements(page, element).stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(Document page, String name) {
        NodeList found = page.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    /** In German, 99.99 is 99,99. */
    @Test
    void itsBarsAreAsLongInEveryLanguage() throws IOException {
        String page = page(FOUR);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(page(FOUR)).isEqualTo(page);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void namesAllFilesWhateverTheirNames() throws Exception {
        ReportCard none = new ReportCard("a.png", null, null, List.of(), "no <picture>");
        Document page = parsed(page(card(NASTY, Explained.four()), none));

        String shown = NASTY.replace('\u0007', '\ufffd').replace('\ud800', '\ufffd');
        assertThat(texts(page, "bdi")).containsExactly("a.png", shown);
        assertThat(elements(page, "script")).isEmpty();
        assertThat(texts(page, "p")).contains("no <picture>", "no picture");
        assertThat(texts(page, "p").get(0))
                .contains("1 read, 0 of them with warnings; 1 not read", "some & network");
    }

    @Test
    void allowsItselfNothingButItsOwnStyleAndImages() throws Exception {
        String page = page(FOUR);
        Document document = parsed(page);

        String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(elements(document, "meta").get(1).getAttribute("content"))
                .isEqualTo(
                        "default-src 'none'; img-src data:; style-src 'sha256-"
                                + Base64.getEncoder().encodeToString(hash)
                                + "'; base-uri 'none'; form-action 'none'");
        assertThat(page).doesNotContain(" style=", "http:", "https:", "<script", "url(", "@import");
        assertThat(style).contains("prefers-color-scheme: dark");
    }

    @Test
    void holdsEveryImageAndSaysWhatItShows() throws Exception {
        Document page = parsed(page(FOUR));

        List<Element> images = elements(page, "img");
        assertThat(images).hasSize(1 + 3);
        for (Element image : images) {
            String source = image.getAttribute("src");
            assertThat(source).startsWith("data:image/png;base64,");
            byte[] png = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
            assertThat(ImageIO.read(new ByteArrayInputStream(png))).isNotNull();
            assertThat(image.getAttribute("alt")).isNotBlank();
        }
        assertThat(images.get(0).getAttribute("width")).isEqualTo("160");
        assertThat(images.get(1).getAttribute("alt")).isEqualTo("28 x 28 pixels of grey");
    }

    @Test
    void givesEachProbabilityAsABarAndInWords() throws Exception {
        Document page = parsed(page(FOUR));

        assertThat(texts(page, "th"))
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(elements(page, "rect")).hasSize(10);
        assertThat(elements(page, "rect").get(4).getAttribute("width")).isEqualTo("100.00");
        assertThat(texts(page, "td").get(2 * 4 + 1)).isEqualTo("> 99.99 %");
        assertThat(texts(page, "td").get(2 * 5 + 1)).isEqualTo("< 0.01 %");
        assertThat(texts(page, "li"))
                .containsExactly(
                        " grey 3 50.00 %", " scaled = 4 70.00 %", " centred = 4 > 99.99 %");
        assertThat(elements(page, "li"))
                .extracting(step -> step.getAttribute("class"))
                .containsExactly("other", "same", "same");
    }

    @Test
    void tellsTheStagesOfANumberAndLeavesManyOut() throws Exception {
        Document page = parsed(page(card("n.png", Explained.number(8), "Digit 2 (1): thin.")));

        assertThat(texts(page, "h3")).hasSize(7).startsWith("All digits at once", "Digit 1");
        assertThat(elements(page, "table")).hasSize(6);
        assertThat(texts(page, "p"))
                .contains("Digit 2 (1): thin.", "The stages of 2 more digits are left out.");
        assertThat(texts(page, "span")).hasSize(8);
    }

    @Test
    void putsFirstWhatNeedsALook() throws Exception {
        ReportCard failed = new ReportCard("failed", null, null, List.of(), "It is no picture.");
        ReportCard sure = card("sure", Explained.four());
        Explanation four = Explained.four();
        Explanation.Digit digit = four.digits().get(0);
        Explanation.Digit wrong = new Explanation.Digit(digit.box(), digit.steps().subList(0, 2));
        Explanation unsure = new Explanation(List.of(), List.of(wrong), List.of());

        Document page = parsed(page(sure, card("unsure", unsure), card("sure too", four), failed));

        assertThat(texts(page, "bdi")).containsExactly("failed", "unsure", "sure", "sure too");
        assertThat(texts(page, "h1")).containsExactly("4 pictures");
    }

    @Test
    void leavesWhatWasThereUntilItIsFinished() throws Exception {
        Path file = Files.writeString(folder.resolve("report.html"), "old");
        try (PredictionReport report = PredictionReport.begin(file)) {
            report.add(FOUR);
        }
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
