package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.at;
import static org.patternscanner.cli.Documents.number;
import static org.patternscanner.cli.Documents.text;

import com.google.gson.JsonElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cnn predict --explain} and {@code --report}, as people type them. */
class PredictOutputsTest {

    @TempDir Path temp;
    private Path photo;
    private byte[] picture;

    @BeforeEach
    void copiesThePhoto() throws Exception {
        photo = temp.resolve("photo.png");
        picture = Files.readAllBytes(Path.of("docs/images/photo.png"));
        Files.write(photo, picture);
    }

    private Outcome predict(Object... words) {
        Outcome outcome = Trained.cnn("predict", words);
        assertThat(photo).hasBinaryContent(picture); // whatever was typed
        return outcome;
    }

    // ---- --explain

    @Test
    void explainsOnTheTerminalWhereNoFileIsNamed() {
        String table = predict(photo).succeeds().out();
        Outcome last = predict(photo, "--explain").succeeds();

        assertThat(last.out())
                .startsWith(table + "\n" + photo + ": read as ")
                .contains("\nstage                 size       says  probability  what ")
                .containsPattern(
                        "(?m)^grey                  300 x 230   \\d.* colours become grey$")
                .containsPattern("(?m)^centred               28 x 28     \\d = ")
                .contains("\n\"grey\", squeezed                \"centred\"\n");
        assertThat(last.out().lines().skip(5)).allMatch(line -> line.length() <= 80);
        assertThat(predict("--explain", "--single", photo).out()).isEqualTo(last.out());
        assertThat(predict(photo, "--explain=").out()).isEqualTo(last.out());
    }

    @Test
    void leavesStagesOutAsTheSandboxDoes() {
        Outcome outcome = predict(photo, "--without", "Scaling,centring", "--explain").succeeds();

        assertThat(outcome.out())
                .containsPattern("(?m)^cropped .* the empty rim is cut off$")
                .containsPattern("(?m)^scaled .* left out$")
                .containsPattern("(?m)^centred .* left out$")
                .containsPattern("(?m)^framed +28 x 28 ");
    }

    @Test
    void explainsStdinToo() {
        Outcome outcome =
                User.cnnReading(
                        picture, "predict - --explain --model small", "--models", Trained.MODELS);

        assertThat(outcome.succeeds().out()).contains("\n-: read as ");
    }

    @Test
    void drawsTheExplanationWhereAFileIsNamed() throws Exception {
        Path why = temp.resolve("new folder/why.png");

        Outcome outcome = predict(photo, "--explain", why).succeeds();

        assertThat(outcome.out()).endsWith("\nDrawn in " + why + "\n");
        assertThat(Pictures.width(why)).isGreaterThan(1200);
        byte[] first = Files.readAllBytes(why);
        predict("--explain=" + why, photo).succeeds();
        assertThat(why).hasBinaryContent(first);
        Files.delete(why);
        predict("--explain", why, photo).succeeds();
        assertThat(why).hasBinaryContent(first);
        predict(photo, "--explain", why, "--json").succeeds().json("predict/1");
    }

    @Test
    void doesNotTakeThePictureToReadForTheOneToDraw() throws Exception {
        predict("--explain", photo)
                .refuses("predict", "There is no picture to read", photo, "--explain");
        Path other = Files.write(temp.resolve("other.png"), picture);
        predict("--explain", photo, other)
                .refuses("predict", photo, "is there already", "to draw over it");
        Path link = Files.createSymbolicLink(temp.resolve("link.png"), photo);
        for (Path same : List.of(photo, temp.resolve("./photo.png"), link)) {
            predict(photo, "--explain", same)
                    .refuses("predict", "--explain would write over", photo, "name another file");
        }
        Path why = temp.resolve("why.png");
        predict(photo, other, "--explain", why)
                .refuses("predict", "--explain draws one picture, and there are 2", why, "out.");
        assertThat(why).doesNotExist();
    }

    @Test
    void refusesWhatItCannotDraw() {
        predict(photo, "--explain", "why.jpg")
                .refuses("predict", "--explain is", "end its name in .png");
        predict("--explain").refuses("predict", "Which picture?");
    }

    @Test
    void drawsNothingWhereNothingIsRead() throws Exception {
        Path blank = Pictures.blank(temp);

        predict(blank, "--explain", temp.resolve("why.png")).failsWith(blank);
        assertThat(temp.resolve("why.png")).doesNotExist();
        assertThat(predict(blank, "--explain").out()).isEmpty();
    }

    @Test
    void tellsProgramsTheStagesOfEachDigit() {
        JsonElement digit = firstDigit("--json", "--explain");

        assertThat(array(digit, "stages"))
                .extracting(stage -> text(stage, "name"))
                .hasSize(10)
                .startsWith("grey", "polarity")
                .endsWith("centred");
        JsonElement last = at(digit, "stages/9");
        assertThat(number(last, "width")).isEqualTo(28);
        assertThat(number(last, "height")).isEqualTo(28);
        assertThat(at(last, "digit")).isEqualTo(at(digit, "digit"));
        assertThat(at(last, "probability")).isEqualTo(at(digit, "probability"));
        assertThat(firstDigit("--json").getAsJsonObject().has("stages")).isFalse();
    }

    private JsonElement firstDigit(Object... words) {
        return at(predict(photo, words).succeeds().json("predict/1"), "predictions/0/digits/0");
    }

    // ---- --report

    @Test
    void reportsAFolderInOnePage() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("pictures"));
        for (int i = 0; i < 20; i++) {
            Files.copy(photo, folder.resolve("photo" + i + ".png"));
        }
        try {
            Files.copy(photo, folder.resolve("<b>&amp;.png"));
        } catch (java.nio.file.InvalidPathException | java.nio.file.FileSystemException e) {
            Files.copy(photo, folder.resolve("&amp;.png")); // Windows has no < in names
        }
        Files.writeString(folder.resolve("broken.png"), "no picture");
        Path empty = Files.createDirectory(temp.resolve("empty"));
        Path report = temp.resolve("new/report.html");

        Outcome outcome = predict(folder, empty, "--report", report);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).endsWith("\n\nWritten to " + report + "\n");
        String page = Files.readString(report);
        assertThat(page)
                .contains("23 pictures", "21 read, ", "; 2 not read; by the network small, epoch ")
                .contains("broken.png&#39; is no picture of a known format")
                .contains("holds no PNG, JPEG, GIF, BMP, TIFF or WebP file")
                .contains("&amp;amp;.png")
                .doesNotContain("<b>&amp;.png");
        for (int i = 0; i < 20; i++) {
            assertThat(page).contains("photo" + i + ".png</bdi>");
        }
        assertThat(page.split("class=\"picture\"><img", -1)).hasSize(1 + 21);
        predict(folder, empty, "--report", report, "--json");
        assertThat(report).hasContent(page);
        assertThat(ScriptUser.namesIn(temp.resolve("new"))).containsExactly("report.html");
    }

    @Test
    void reportsAndExplainsAtOnce() {
        Path report = temp.resolve("REPORT.HTML");

        assertThat(predict(photo, "--explain", "--report", report).succeeds().out())
                .contains("\n" + photo + ": read as ")
                .endsWith("\n\nWritten to " + report + "\n");
        assertThat(report).isNotEmptyFile();
    }

    @Test
    void refusesWhatIsNoPage() throws Exception {
        predict("--report", photo)
                .refuses("predict", "--report is", photo, "end its name in .html");
        predict(photo, "--report").refuses("predict", "Missing required parameter", "'--report'");
        Path html = Files.write(temp.resolve("photo.html"), picture);
        predict(html, "--report", html)
                .refuses("predict", "--report would write over", html, "name another file");
    }
}
