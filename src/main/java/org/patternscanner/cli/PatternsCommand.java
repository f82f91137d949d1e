package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.checkpoint.RunConfig;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.Split;
import org.patternscanner.inspection.Patterns;
import org.patternscanner.inspection.Patterns.Patch;
import org.patternscanner.inspection.Patterns.Search;
import org.patternscanner.inspection.Patterns.Unit;
import org.patternscanner.render.PatternSheet;
import org.patternscanner.render.ProgressLine;
import org.patternscanner.render.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn patterns}: what the units of a layer have learned to look for. */
@Command(
        name = "patterns",
        description =
                "Show what excites each unit of a layer: training images, and an input made for it.",
        footer = {
            "  cnn patterns --layer conv2 --output patterns.png",
            "  cnn patterns --layer fc1 --units 0-11,40 --output parts.png",
            "  cnn patterns --layer logits"
        })
final class PatternsCommand extends CliCommand {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

    /** More do not fit into 80 characters. */
    private static final int IMAGES_NAMED = 3;

    @Mixin private ModelOptions model = new ModelOptions();
    @Mixin private ComputeOptions compute = new ComputeOptions();
    @Mixin private RunImages learned = new RunImages();

    @Option(
            names = "--layer",
            paramLabel = "conv1|conv2|fc1|logits",
            completionCandidates = Words.LayersWithUnits.class,
            converter = Words.LayersWithUnits.class,
            description = "Which layer (conv2).")
    private String layer = "conv2";

    @Option(
            names = "--units",
            paramLabel = "N,N-N,...",
            description =
                    "Which of its units, as in 0-11,40; all by default. A convolution's are its"
                            + " filters.")
    private @Nullable String units;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Look at this many training images only; at all by default.")
    private @Nullable Integer limit;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Random seed of the noise that inputs are made from (1).")
    private long seed = 1;

    @Mixin private ResultOptions result = new ResultOptions();

    private record Document(
            String layer, int images, long seed, List<Unit> units, @Nullable String picture) {}

    @Override
    public Integer call() throws IOException {
        int[] chosen = units();
        if (limit != null) {
            UsageException.requireAtLeast("--limit", limit, 1);
        }
        result.requireSensible(null);
        ModelOptions.Choice choice = model.chooseToDraw(err());
        Device device = compute.load();
        Search search = search(choice, chosen);
        Patterns patterns = find(choice, device, search);
        result.draw(() -> picture(choice, patterns));
        result.print(
                "patterns/1",
                choice,
                new Document(layer, patterns.images(), seed, patterns.units(), result.picture()),
                () ->
                        result.output == null
                                ? text(choice, patterns)
                                : "%s: %s\n".formatted(result.output, unitsOfLayer(patterns)));
        return Exit.OK;
    }

    /** The layer as the network's definition names it. */
    private String definedLayer() {
        return isLogits() ? "fc2" : layer;
    }

    private boolean isLogits() {
        return layer.equals("logits");
    }

    private int size() {
        return Architecture.SIMPLE_CNN.step(definedLayer()).orElseThrow().output().channels();
    }

    /** Each number once, in order. */
    private int[] units() {
        int size = size();
        if (units == null) {
            return IntStream.range(0, size).toArray();
        }
        return Arrays.stream(units.split(",", -1))
                .flatMapToInt(part -> units(part.strip(), size))
                .distinct()
                .sorted()
                .toArray();
    }

    private IntStream units(String part, int size) {
        Matcher range = RANGE.matcher(part);
        if (!range.matches()) {
            throw new UsageException(
                    "--units is '%s'; write numbers and ranges, as in 0-11,40.", units);
        }
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        if (last < first) {
            throw new UsageException("--units has %s, which ends before it begins.", part);
        }
        if (last >= size) {
            throw new UsageException(
                    "--units has %s, but the units of %s are 0 to %d.", part, layer, size - 1);
        }
        return IntStream.rangeClosed(first, last);
    }

    /** Among the images that the run learned from: those held out for a test stay unseen. */
    private Search search(ModelOptions.Choice choice, int[] chosen) throws IOException {
        RunConfig config = choice.run().info().config();
        ImageSet data = learned.of(choice.run());
        int[] used = Split.balanced(data.training(), config.validation()).training();
        for (Integer most : Arrays.asList(config.limit(), limit)) {
            used = most == null ? used : Arrays.copyOf(used, Math.min(most, used.length));
        }
        return new Search(definedLayer(), chosen, data.training(), used, seed);
    }

    private static Patterns find(ModelOptions.Choice choice, Device device, Search search)
            throws IOException {
        try (ProgressLine line = Terminal.detect().progress("searching", search.steps())) {
            return Patterns.of(
                    choice.run(),
                    choice.epoch(),
                    device,
                    search,
                    images -> line.step(images, images == 0 ? "climbing" : ""));
        }
    }

    private BufferedImage picture(ModelOptions.Choice choice, Patterns patterns) {
        return PatternSheet.of(
                "What excites %s".formatted(unitsOfLayer(patterns)),
                "%s, on %s".formatted(choice.describe(), imagesOf(patterns)),
                patterns,
                isLogits() ? "digit" : "unit");
    }

    private String unitsOfLayer(Patterns patterns) {
        int shown = patterns.units().size();
        String count =
                shown == size()
                        ? "all %d".formatted(shown)
                        : "%d of the %d".formatted(shown, size());
        return isLogits() ? count + " logits" : "%s units of %s".formatted(count, layer);
    }

    private static String imagesOf(Patterns patterns) {
        return "%,d training images".formatted(patterns.images());
    }

    private String text(ModelOptions.Choice choice, Patterns patterns) {
        return """
        What excites %s: %s,
        on %s.

        %s
        active: share of the images that bring the unit above 0 somewhere (0 %%: never).
        strongest: its activation, before ReLU, in the image that excites it most.
        made: in an input made for it, higher for %d of %d units.
        images: the first of the %d; 'cnn sample --split train --index N' writes one.
        As a picture: add --output patterns.png
        """
                .formatted(
                        unitsOfLayer(patterns),
                        choice.describe(),
                        imagesOf(patterns),
                        table(patterns),
                        patterns.units().stream().filter(PatternsCommand::isMadeHigher).count(),
                        patterns.units().size(),
                        imagesEach(patterns));
    }

    private static boolean isMadeHigher(Unit unit) {
        return unit.maximum().activation() > unit.patches().get(0).activation();
    }

    private static int imagesEach(Patterns patterns) {
        return patterns.units().get(0).patches().size();
    }

    private TextTable table(Patterns patterns) {
        TextTable table =
                new TextTable(
                        right(isLogits() ? "digit" : "unit"),
                        right("active"),
                        right("strongest"),
                        right("made"),
                        left("images"),
                        left("labels of the %d".formatted(imagesEach(patterns))));
        for (Unit unit : patterns.units()) {
            table.row(
                    String.valueOf(unit.unit()),
                    "%.1f %%".formatted(100 * unit.active()),
                    "%.2f".formatted(unit.patches().get(0).activation()),
                    "%.2f".formatted(unit.maximum().activation()),
                    images(unit.patches()),
                    labels(unit.patches()));
        }
        return table;
    }

    private static String images(List<Patch> patches) {
        return patches.stream()
                .limit(IMAGES_NAMED)
                .map(patch -> String.valueOf(patch.image()))
                .collect(Collectors.joining(", "));
    }

    private static String labels(List<Patch> patches) {
        return patches.stream()
                .map(patch -> String.valueOf(patch.label()))
                .collect(Collectors.joining(" "));
    }
}
