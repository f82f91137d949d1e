package org.patternscanner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.render.DigitSheet;
import org.patternscanner.render.GreyPicture;
import org.patternscanner.render.Json;
import org.patternscanner.render.Png;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn sample}: images of the data set as pictures. */
@Command(
        name = "sample",
        description = "Write an image of the data set, or a sheet of them, as a PNG.",
        footerHeading = Cnn.EXAMPLES,
        footer = {
            "  cnn sample --digit 7 --output digit.png",
            "  cnn sample --grid --output samples.png"
        })
final class SampleCommand implements Callable<Integer> {

    /** On a sheet: so many of each digit. */
    private static final int COLUMNS = 12;

    @Mixin private Common common = new Common();

    @Option(names = "--digit", paramLabel = "0-9", description = "Only images of this digit.")
    private @Nullable Integer digit;

    @Option(
            names = "--index",
            paramLabel = "N",
            defaultValue = "0",
            description = "The image's number among them; the first is 0.")
    private int index;

    @Option(
            names = "--split",
            paramLabel = "train|test",
            defaultValue = "test",
            description = "Which part of the data set (test).")
    private String split = "test";

    @Option(names = "--grid", description = "A sheet of many images instead of one.")
    private boolean grid;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PNG",
            description = "The file; digit.png or samples.png by default.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON document instead; not with --grid.")
    private boolean json;

    private record Document(
            String schema, String file, String dataset, String split, int index, int digit) {}

    @Mixin private DataOptions data = new DataOptions();

    @Override
    public Integer call() throws IOException {
        if (json && grid) {
            throw new IllegalArgumentException("--json tells of one image, so leave --grid out.");
        }
        OutputFile.requirePng("--output", output);
        ImageSet set = data.load();
        LabelledImages images = part(set);
        if (grid) {
            writeSheet(set, images);
        } else {
            writeOne(set, images);
        }
        return 0;
    }

    private LabelledImages part(ImageSet set) {
        return switch (split) {
            case "train" -> set.training();
            case "test" -> set.test();
            default ->
                    throw new IllegalArgumentException(
                            "--split is '%s'; it must be train or test.".formatted(split));
        };
    }

    /** 28 x 28 grey pixels, as the data set has them. */
    private void writeOne(ImageSet set, LabelledImages images) throws IOException {
        int[] candidates = candidates(images);
        if (index < 0 || index >= candidates.length) {
            throw new IllegalArgumentException(
                    "--index is %d; there are %d such images, numbered from 0."
                            .formatted(index, candidates.length));
        }
        int chosen = candidates[index];
        Path file = output == null ? Path.of("digit.png") : output;
        int side = LabelledImages.SIDE;
        Png.write(GreyPicture.of(images.image(chosen), side, side), file);
        if (json) {
            common.out()
                    .println(
                            Json.toText(
                                    new Document(
                                            "sample/1",
                                            file.toString(),
                                            set.name(),
                                            split,
                                            chosen,
                                            images.label(chosen))));
        } else {
            common.out()
                    .printf(
                            "%s: a %d, image %d of the %s images of %s%n",
                            file, images.label(chosen), chosen, partName(), set.name());
        }
    }

    private String partName() {
        return split.equals("train") ? "training" : "test";
    }

    private int[] candidates(LabelledImages images) {
        if (digit == null) {
            return IntStream.range(0, images.size()).toArray();
        }
        if (digit < 0 || digit > 9) {
            throw new IllegalArgumentException(
                    "--digit is %d; it must lie between 0 and 9.".formatted(digit));
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
            throw new IllegalArgumentException("There are no such images to show.");
        }
        Path file = output == null ? Path.of("samples.png") : output;
        String title = "%s, %s images".formatted(set.name(), partName());
        String subtitle = "%,d images in all".formatted(images.size());
        Png.write(DigitSheet.of(title, subtitle, digits, captions, COLUMNS), file);
        common.out().printf("%s: %d images of %s%n", file, digits.size(), set.name());
    }
}
