package org.patternscanner.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A web page of pictures and how each was read. It is one file that asks nothing of the network: a
 * page to keep, or to send.
 *
 * <p>The cards of some thousand pictures are no small thing: they wait on the disk, beside the page
 * to be, until their order is known.
 */
public final class PredictionReport implements AutoCloseable {

    private static final String STYLE_SHEET = "report.css";

    private final Path file;
    private final FileChannel cards;
    private final List<Place> places = new ArrayList<>();
    private int warned;
    private int failed;

    /** Where a card waits, and how probable its least probable digit is. */
    private record Place(double sureness, long from, long length) {}

    private PredictionReport(Path file, FileChannel cards) {
        this.file = file;
        this.cards = cards;
    }

    /**
     * Begins a page, and makes the folders that it needs.
     *
     * @param file what it will be called; until {@link #finish} it stays what it was
     * @throws IOException with one sentence that names the file
     */
    public static PredictionReport begin(Path file) throws IOException {
        try {
            WholeFile.makeRoom(file);
            FileChannel cards =
                    FileChannel.open(
                            WholeFile.part(file, "cards"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.DELETE_ON_CLOSE);
            return new PredictionReport(file, cards);
        } catch (IOException e) {
            throw WholeFile.failure(file, e);
        }
    }

    /**
     * Adds a picture.
     *
     * @throws IOException with one sentence that names the file
     */
    public void add(ReportCard card) throws IOException {
        failed += card.error() == null ? 0 : 1;
        warned += card.warnings().isEmpty() ? 0 : 1;
        ByteBuffer html = ByteBuffer.wrap(card.html().getBytes(UTF_8));
        try {
            places.add(new Place(card.sureness(), cards.position(), html.remaining()));
            while (html.hasRemaining()) {
                cards.write(html);
            }
        } catch (IOException e) {
            throw WholeFile.failure(file, e);
        }
    }

    /**
     * Writes the page, the whole of it or nothing.
     *
     * @param model what the network is called
     * @throws IOException with one sentence that names the file
     */
    public void finish(String model) throws IOException {
        String styleSheet = Html.styleSheet(STYLE_SHEET);
        places.sort(Comparator.comparingDouble(Place::sureness)); // stable: equals as they came
        WholeFile.write(
                file,
                out -> {
                    out.write(head(model, styleSheet).getBytes(UTF_8));
                    for (Place place : places) {
                        copy(place, out);
                    }
                    out.write("</main>\n</body>\n</html>\n".getBytes(UTF_8));
                });
    }

    private void copy(Place place, OutputStream out) throws IOException {
        WritableByteChannel page = Channels.newChannel(out);
        for (long done = 0; done < place.length; ) {
            done += cards.transferTo(place.from + done, place.length - done, page);
        }
    }

    private String head(String model, String styleSheet) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta http-equiv="Content-Security-Policy" content="%s"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>Pattern Scanner: %s</title>
                <style>%s</style>
                </head>
                <body>
                <header>
                <h1>%s</h1>
                <p>%s</p>
                <p>%s</p>
                </header>
                <main>
                """
                .formatted(
                        Html.policy(styleSheet),
                        counted(),
                        styleSheet,
                        counted(),
                        Html.text("%s; by the network %s.".formatted(summary(), model)),
                        HOW_TO_READ);
    }

    private static final String HOW_TO_READ =
            "The least sure come first, before them what could not be read. With each picture come"
                    + " the stages of its normalisation, each squeezed into 28 x 28, with what the"
                    + " network would have said, had that been the last:"
                    + " <b class=\"same\">= 7</b> is the answer, <b class=\"other\">3</b> is not.";

    private String counted() {
        return places.size() == 1 ? "1 picture" : "%,d pictures".formatted(places.size());
    }

    private String summary() {
        int read = places.size() - failed;
        return "%,d read, %,d of them with warnings; %,d not read".formatted(read, warned, failed);
    }

    /** Forgets what is not finished. */
    @Override
    public void close() throws IOException {
        cards.close();
    }
}
