package org.patternscanner.cli;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.ShellWord;
import org.patternscanner.digit.DigitNormalizer;
import org.patternscanner.digit.NoDigitsException;
import org.patternscanner.digit.OptionalStage;
import org.patternscanner.digit.Readings;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Picture;
import org.patternscanner.inspection.DigitReader;
import org.patternscanner.inspection.DigitReader.ReadPicture;
import org.patternscanner.inspection.Explanation;
import org.patternscanner.inspection.TrainedNetwork;
import org.patternscanner.picture.PictureReader;
import org.patternscanner.render.GreyPicture;
import org.patternscanner.render.ProgressLine;
import org.patternscanner.render.Thumbnail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cnn predict}: which digit is on a picture. */
@Command(
        name = "predict",
        description = "Read the digit or the number on each picture.",
        footer = {
            "  cnn predict digit.png",
            "  cnn predict pictures/ --report report.html",
            "  cnn predict photo.png --explain why.png"
        })
final class PredictCommand extends CliCommand {

    static final Pattern PICTURE =
            Pattern.compile("(?is).*\\.(png|jpe?g|jpe|jfif|gif|bmp|dib|tiff?|webp)");

    /** Keeps all cores busy; each picture takes up to 30 MB until it is read. */
    private static final int BATCH = Math.max(8, Runtime.getRuntime().availableProcessors());

    /** So many pictures take no time that a bar would shorten. */
    private static final int FEW = 200;

    @Mixin private ModelOptions model = new ModelOptions();
    @Mixin private ComputeOptions compute = new ComputeOptions();
    @Mixin private PredictOutputs outputs = new PredictOutputs();

    @Parameters(
            paramLabel = "PICTURE...",
            hideParamSyntax = true, // not in brackets: PredictOutputs requires one
            arity = "0..*",
            description =
                    "Pictures (" + PictureReader.FORMATS + "), folders of them, or - for stdin.")
    private List<String> files = new ArrayList<>();

    @Option(names = "--single", description = "Each picture holds one digit: never look for more.")
    private boolean single;

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "STAGE",
            description =
                    "Leave stages of the normalisation out, to see what they are for; each picture"
                            + " then holds one digit. polarity, background, lines, ink, cleaning,"
                            + " cropping, thickening, scaling or centring.")
    private Set<OptionalStage> without = EnumSet.noneOf(OptionalStage.class);

    @Mixin private JsonOption result = new JsonOption();

    /** A picture to read; or, of a folder without any, why there is none. */
    private record Source(String file, @Nullable String failure) {}

    /** What may be digits in a picture; or why there is none. */
    record Decoded(
            String file,
            @Nullable Readings readings,
            List<String> warnings,
            @Nullable Thumbnail thumbnail,
            @Nullable String error) {}

    @Override
    public Integer call() throws IOException {
        outputs.check(files);
        requireOneStdin();
        List<Source> sources = files.stream().flatMap(file -> sources(file).stream()).toList();
        outputs.checkAgainst(
                sources.stream()
                        .filter(source -> source.failure() == null)
                        .map(Source::file)
                        .toList());
        ModelOptions.Choice choice = model.choose(err());
        Device device = compute.load();
        try (TrainedNetwork predictor = new TrainedNetwork(choice.run(), choice.epoch(), device);
                PredictResults results = new PredictResults(outputs, choice)) {
            read(predictor, sources, results);
            return results.finish(err(), result);
        }
    }

    private void requireOneStdin() {
        if (Collections.frequency(files, DigitPicture.STDIN) > 1) {
            throw new UsageException(
                    "- stands for stdin, which can be read only once: name it once.");
        }
    }

    /** A folder's pictures, by name; or the file itself; or the folder, and why it has none. */
    private List<Source> sources(String file) {
        if (file.equals(DigitPicture.STDIN)) {
            return List.of(new Source(file, null));
        }
        try {
            Path path = DigitPicture.path(file);
            List<String> pictures = Files.isDirectory(path) ? picturesIn(path) : List.of(file);
            return pictures.stream().map(picture -> new Source(picture, null)).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(new Source(file, Errors.sentence(e)));
        }
    }

    private List<String> picturesIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> all = entries.filter(each -> !isOfTheSystem(each)).sorted().toList();
            List<String> pictures =
                    all.stream()
                            .map(Path::toString)
                            .filter(name -> PICTURE.matcher(name).matches())
                            .toList();
            if (pictures.isEmpty()) {
                throw new IOException(
                        "'%s' holds no %s file.".formatted(folder, PictureReader.FORMATS));
            }
            long folders = all.stream().filter(Files::isDirectory).count();
            sayWhatIsLeftOut(folder, all.size() - pictures.size() - folders, folders);
            return pictures;
        }
    }

    /** What macOS and Windows put beside the pictures, such as the ._a.png of an a.png. */
    private static boolean isOfTheSystem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") || name.equals("Thumbs.db") || name.equals("desktop.ini");
    }

    private void sayWhatIsLeftOut(Path folder, long others, long folders) {
        if (others > 0) {
            err().printf("Left out in %s, by name no picture: %d.%n", folder, others);
        }
        if (folders > 0) {
            String all = ShellWord.of(folder) + "/*";
            err().printf("Left out in %s, folders: %d; to read theirs: %s%n", folder, folders, all);
        }
    }

    /** While the network reads one batch, the next is decoded, on all cores. */
    private void read(TrainedNetwork predictor, List<Source> sources, PredictResults results)
            throws IOException {
        try (ProgressLine line = progress(sources.size())) {
            CompletableFuture<List<Decoded>> next = decode(sources, 0, results);
            for (int from = 0; from < sources.size(); from += BATCH) {
                List<Decoded> decoded = next.join();
                next = decode(sources, from + BATCH, results);
                readBatch(predictor, decoded, results);
                decoded.forEach(picture -> line.step(1, ""));
            }
        }
    }

    private static ProgressLine progress(int pictures) {
        return pictures > FEW
                ? Terminal.detect().progress("reading", pictures)
                : ProgressLine.none();
    }

    private CompletableFuture<List<Decoded>> decode(
            List<Source> sources, int from, PredictResults results) {
        int start = Math.min(from, sources.size());
        List<Source> batch = sources.subList(start, Math.min(from + BATCH, sources.size()));
        return CompletableFuture.supplyAsync(
                () -> batch.parallelStream().map(source -> decode(source, results)).toList());
    }

    private Decoded decode(Source source, PredictResults results) {
        String file = source.file();
        if (source.failure() != null) {
            return new Decoded(file, null, List.of(), null, source.failure());
        }
        Thumbnail thumbnail = null;
        try {
            Picture picture = DigitPicture.decode(file);
            thumbnail = results.needThumbnails() ? thumbnail(picture) : null;
            Readings readings =
                    without.isEmpty()
                            ? Readings.of(picture, single, results.needExplanations())
                            : Readings.of(DigitNormalizer.normalize(picture, without));
            return new Decoded(file, readings, picture.warnings(), thumbnail, null);
        } catch (NoDigitsException e) {
            String error = "'%s': %s".formatted(file, e.getMessage());
            return new Decoded(file, null, List.of(), thumbnail, error);
        } catch (IOException e) {
            return new Decoded(file, null, List.of(), null, Errors.sentence(e));
        } catch (OutOfMemoryError e) {
            return new Decoded(file, null, List.of(), null, PictureReader.tooLarge(file));
        }
    }

    private static Thumbnail thumbnail(Picture picture) {
        GreyImage grey = picture.grey();
        BufferedImage image = GreyPicture.of(grey.bytes(), grey.width(), grey.height());
        return new Thumbnail(Thumbnail.of(image).small(), picture.width(), picture.height());
    }

    private static void readBatch(
            TrainedNetwork predictor, List<Decoded> pictures, PredictResults results)
            throws IOException {
        List<Readings> readings =
                pictures.stream().map(Decoded::readings).filter(Objects::nonNull).toList();
        List<ReadPicture> all = new DigitReader(predictor).readAll(readings);
        Iterator<ReadPicture> read = all.iterator();
        Iterator<Explanation> explanations =
                results.needExplanations()
                        ? Explanation.ofAll(predictor, all).iterator()
                        : Collections.emptyIterator();
        for (Decoded picture : pictures) {
            boolean isRead = picture.readings() != null;
            results.add(
                    picture,
                    isRead ? read.next().digits() : List.of(),
                    isRead && explanations.hasNext() ? explanations.next() : null);
        }
    }
}
