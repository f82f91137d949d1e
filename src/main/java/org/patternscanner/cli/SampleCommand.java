package org.patternscanner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.render.DigitSheet;
import org.patternscanner.render.GreyPicture;
import org.patternscanner.render.Png;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn sample}: images of the data set as pictures. */
@Command(
        name = "sample",
        description =
                "Write an image of the data set into digit.png, or a sheet of them into"
                        + " samples.png.",
        footer = {
            "  cnn sample --digit 7 --output digit.png",
            "  cnn sample --grid --output samples.png"
        })
final class SampleCommand extends CliCommand {

    /** On a sheet: so many of each digit. */
    private static final int COLUMNS = 12;

    @Option(names = "--digit", paramLabel = "0-9", description = "Only images of this digit.")
    private @Nullable Integer digit;

    @Option(
            names = "--index",
            paramLabel = "N",
            description = "The image's number among them; the first is 0.")
    private int index;

    @Option(
            names = "--split",
            paramLabel = "train|test",
            description = "Which part of the data set (test).")
    private Part split = Part.TEST;

    @Option(names = "--grid", description = "A sheet of many images instead of one.")
    private boolean grid;

    @Mixin private ResultOptions result = new ResultOptions();

    /** Parts of a data set. */
    private enum Part {
        TRAIN,
        TEST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** As in "training images". */
        String label() {
            return this == TRAIN ? "training" : "test";
        }
    }

    private record Document(String file, String dataset, String split, int index, int digit) {}

    @Mixin private DataOptions data = new DataOptions();

    @Override
    public Integer call() throws IOException {
        if (result.json && grid) {
            throw new UsageException("--json tells of one image, so leave --grid out.");
        }
        if (digit != null) {
            UsageException.requireBetween("--digit", digit, 0, 9);
        }
        UsageException.requireAtLeast("--index", index, 0);
        result.requireSensible(null);
        ImageSet set = data.load(err());
        LabelledImages images = split == Part.TRAIN ? set.training() : set.test();
        if (grid) {
            writeSheet(set, images);
        } else {
            writeOne(set, images);
        }
        return Exit.OK;
    }

    private Path file(String otherwise) {
        return result.output == null ? Path.of(otherwise) : result.output;
    }

    /** 28 x 28 grey pixels, as the data set has them. */
    private void writeOne(ImageSet set, LabelledImages images) throws IOException {
        int[] candidates = candidates(images);
        if (index >= candidates.length) {
            throw new UsageException(
                    "--index is %d; there are %d such images, numbered from 0.",
                    index, candidates.length);
        }
        int chosen = candidates[index];
        int label = images.label(chosen);
        Path file = file("digit.png");
        int side = LabelledImages.SIDE;
        Png.write(GreyPicture.of(images.image(chosen), side, side), file);
        result.print(
                "sample/1",
                new Document(file.toString(), set.name(), split.toString(), chosen, label),
                () ->
                        "%s: a %d, image %d of the %s images of %s\n"
                                .formatted(file, label, chosen, split.label(), set.name()));
    }

    private int[] candidates(LabelledImages images) {
        if (digit == null) {
            return IntStream.range(0, images.size()).toArray();
        }
        return images.indicesOf(digit);
    }

    private void writeSheet(ImageSet set, LabelledImages images) throws IOException {
        List<byte[]> digits = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        int from = digit == null ? 0 : digit;
        int to = digit == null ? LabelledImages.CLASSES - 1 : digit;
        int rowsEach = digit == null ? 1 : LabelledImages.CLASSES;
        for (int label = from; label <= to; label++) {
            int[] indices = images.indicesOf(label);
            for (int i = index; i < Math.min(index + COLUMNS * rowsEach, indices.length); i++) {
                digits.add(images.image(indices[i]));
                captions.add(String.valueOf(label));
            }
        }
        if (digits.isEmpty()) {
            throw new UsageException("There are no such images to show.");
        }
        Path file = file("samples.png");
        String title = "%s, %s images".formatted(set.name(), split.label());
        String subtitle = "%,d images in all".formatted(images.size());
        Png.write(DigitSheet.of(title, subtitle, digits, captions, COLUMNS), file);
        out().printf("%s: %d images of %s%n", file, digits.size(), set.name());
    }
}
