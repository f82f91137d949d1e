package org.patternscanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.Split;
import org.patternscanner.digit.DigitNormalizer;
import org.patternscanner.image.Picture;
import org.patternscanner.picture.PictureReader;
import org.patternscanner.render.ProgressLine;

/**
 * A set of digits as pictures, with a folder for each class: {@code DIR/0} to {@code DIR/9}, or
 * these below {@code DIR/train} and {@code DIR/test}.
 *
 * @param err takes what is said of the pictures
 */
record PictureFolders(PrintWriter err) {

    private static final int SIDE = LabelledImages.SIDE;
    private static final int TESTED = 7; // one picture of so many is for the test, as in MNIST
    private static final int MOST_NAMED = 5;

    /** A picture's pixels, or why it has none. */
    private record Digit(Path file, byte[] pixels, String problem) {}

    /** Whether there are such folders. */
    static boolean areIn(Path folder) {
        return Files.isDirectory(folder.resolve("0")) || part(folder, "train").isPresent();
    }

    private static Optional<Path> part(Path folder, String name) {
        return Stream.of(name, name + "ing", name + "ingSet", name + "Set")
                .map(folder::resolve)
                .filter(part -> Files.isDirectory(part.resolve("0")))
                .findFirst();
    }

    /**
     * Reads all pictures. Where none are for the test, some of each class are set aside for it, the
     * same ones every time.
     *
     * @throws IOException if a class has no picture that can be read
     */
    ImageSet read(Path folder) throws IOException {
        LabelledImages training = images(part(folder, "train").orElse(folder));
        Optional<Path> tested = part(folder, "test");
        if (tested.isPresent()) {
            return new ImageSet(folder.toString(), training, images(tested.get()));
        }
        Split split = Split.balanced(training, training.size() / TESTED);
        err.printf(
                "%s has no test part: %d of its %d pictures, always the same ones, are set aside for the test.%n",
                folder, split.validation().length, training.size());
        return new ImageSet(
                folder.toString(),
                training.select(split.training()),
                training.select(split.validation()));
    }

    private LabelledImages images(Path part) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int label = 0; label < LabelledImages.CLASSES; label++) {
            files.addAll(pictures(part.resolve(String.valueOf(label))));
        }
        List<Digit> digits;
        try (ProgressLine line = Terminal.detect().progress("reading pictures", files.size())) {
            digits = files.parallelStream().map(file -> digit(file, line)).toList();
        }
        List<Digit> bad = digits.stream().filter(digit -> !digit.problem.isEmpty()).toList();
        if (!bad.isEmpty()) {
            err.printf(
                    "%d of %d pictures of %s are left out: %s%s.%n",
                    bad.size(),
                    files.size(),
                    part,
                    bad.stream()
                            .limit(MOST_NAMED)
                            .map(Digit::problem)
                            .collect(Collectors.joining("; ")),
                    bad.size() > MOST_NAMED ? "; and so on" : "");
        }
        return labelled(part, digits.stream().filter(digit -> digit.problem.isEmpty()).toList());
    }

    private static List<Path> pictures(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "There is no folder %s; each class, 0 to 9, needs one.".formatted(folder));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> PredictCommand.PICTURE.matcher(name(file)).matches())
                    .filter(file -> !name(file).startsWith(".")) // what macOS puts beside them
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Digit digit(Path file, ProgressLine line) {
        try {
            Picture picture = PictureReader.read(file);
            boolean asItIs = picture.width() == SIDE && picture.height() == SIDE;
            byte[] pixels =
                    asItIs
                            ? picture.grey().map(Math::round).bytes()
                            : DigitNormalizer.normalize(picture).pixels();
            return new Digit(file, pixels, "");
        } catch (IOException e) { // of the reader, which names the file, or of the normalizer
            String reason = String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
            return new Digit(file, new byte[0], "%s (%s)".formatted(name(file), reason));
        } finally {
            line.step(1, "");
        }
    }

    private static LabelledImages labelled(Path part, List<Digit> digits) throws IOException {
        byte[] labels = new byte[digits.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] =
                    Byte.parseByte(name(Objects.requireNonNull(digits.get(i).file.getParent())));
        }
        LabelledImages images =
                new LabelledImages(
                        LabelledImages.joined(digits.stream().map(Digit::pixels).toList()), labels);
        Optional<Integer> empty =
                IntStream.range(0, LabelledImages.CLASSES)
                        .boxed()
                        .filter(label -> images.indicesOf(label).length == 0)
                        .findFirst();
        if (empty.isPresent()) {
            throw new IOException(
                    "%s has no picture that can be read."
                            .formatted(part.resolve("" + empty.get())));
        }
        return images;
    }
}
