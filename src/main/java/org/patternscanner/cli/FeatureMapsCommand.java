package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.Volume;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.FeatureMaps.Facts;
import org.patternscanner.inspection.FeatureMaps.Place;
import org.patternscanner.picture.PictureReader;
import org.patternscanner.render.FeatureMapSheet;
import org.patternscanner.render.FilterText;
import org.patternscanner.render.Json;
import org.patternscanner.render.Png;
import org.patternscanner.render.TextColour;
import org.patternscanner.render.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cnn feature-maps}: where a layer finds its patterns in a digit, and how it gets there. */
@Command(
        name = "feature-maps",
        description = "Show what a layer makes of a digit: its maps, or how one number came about.",
        footerHeading = Cnn.EXAMPLES,
        footer = {
            "  cnn feature-maps digit.png",
            "  cnn feature-maps digit.png --layer pool1 --strongest --output maps.png",
            "  cnn feature-maps digit.png --layer conv2 --unit 5,7,7"
        })
final class FeatureMapsCommand implements Callable<Integer> {

    private static final Pattern PLACE = Pattern.compile("(\\d{1,6}),(\\d{1,6}),(\\d{1,6})");

    /** Of a terminal; a number of a map takes two of them. */
    private static final int COLUMNS = 80;

    @Mixin private Common common = new Common();
    @Mixin private ModelOptions model = new ModelOptions();
    @Mixin private ComputeOptions compute = new ComputeOptions();

    @Parameters(
            paramLabel = "PICTURE",
            description = "The digit (" + PictureReader.FORMATS + "), or - for stdin.")
    private String picture = "";

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            defaultValue = "conv1",
            description =
                    "conv1 or conv2, whose maps are shown before ReLU, or pool1 or pool2, whose"
                            + " maps come after ReLU and pooling (conv1).")
    private String layer = "conv1";

    @Option(
            names = "--strongest",
            description =
                    "Sort the maps: that with the strongest response, its largest number, first.")
    private boolean strongest;

    @Option(
            names = "--unit",
            paramLabel = "CHANNEL,ROW,COL",
            description = "Explain one number of the maps instead, from all that it is made of.")
    private @Nullable String unit;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PNG",
            description = "Draw the maps, or the unit, into this file.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    private record Document(
            String schema,
            String model,
            int epoch,
            String layer,
            int[] shape,
            float[][][] maps,
            List<Facts> channels,
            @Nullable Object unit,
            @Nullable String picture) {}

    @Override
    public Integer call() throws IOException {
        Step step = step();
        Place place = unit == null ? null : place(step.output(), unit);
        if (place != null && strongest) {
            throw new IllegalArgumentException(
                    "--strongest sorts the maps, but --unit shows none: leave one of them out.");
        }
        OutputFile.requirePng("--output", output);
        OutputFile.requireOther("--output", output, picture);
        byte[] digit = DigitPicture.read(picture, common.err()).pixels();
        ModelOptions.Choice choice = model.choose(common.err());
        Device device = compute.load();
        FeatureMaps maps = FeatureMaps.of(choice.run(), choice.epoch(), digit, layer, device);
        if (place == null) {
            show(choice, digit, maps);
            return 0;
        }
        UnitExplanation explained = UnitExplanation.of(choice, step, maps, place);
        explain(choice, digit, maps, explained);
        return confirms(explained) ? 0 : 1;
    }

    private boolean confirms(UnitExplanation explained) {
        if (!explained.agrees()) {
            common.err()
                    .println(
                            "cnn: unit %s of %s is not what PyTorch says: the two differ by more than rounding."
                                    .formatted(unit, layer));
        }
        return explained.agrees();
    }

    private Step step() {
        return Architecture.SIMPLE_CNN
                .step(layer)
                .filter(Step::isSpatial)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--layer is '%s'; the layers with maps are %s."
                                                .formatted(layer, names())));
    }

    private static String names() {
        return FeatureMaps.layers().stream()
                .map(step -> step.layer().name())
                .collect(Collectors.joining(", "));
    }

    private static Place place(Volume maps, String text) {
        Matcher matcher = PLACE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "--unit is '%s'; write the channel, the row and the column, as in 3,7,7."
                            .formatted(text));
        }
        Place place =
                new Place(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)));
        if (place.channel() >= maps.channels()
                || place.row() >= maps.height()
                || place.column() >= maps.width()) {
            throw new IllegalArgumentException(
                    "--unit is %s; channels go from 0 to %d, rows from 0 to %d, columns from 0 to %d."
                            .formatted(
                                    text,
                                    maps.channels() - 1,
                                    maps.height() - 1,
                                    maps.width() - 1));
        }
        return place;
    }

    // ---- the maps

    private void show(ModelOptions.Choice choice, byte[] digit, FeatureMaps maps)
            throws IOException {
        List<Facts> facts = strongest ? maps.strongest() : maps.facts();
        if (output != null) {
            Png.write(sheet(choice, digit, maps, facts), output);
        }
        PrintWriter out = common.out();
        if (json) {
            out.println(Json.toText(document(choice, maps, facts, null)));
        } else if (output != null) {
            out.printf("%s: %d maps of %s%n", output, facts.size(), layer);
        } else {
            out.print(text(choice, maps, facts));
        }
    }

    private Document document(
            ModelOptions.Choice choice,
            FeatureMaps maps,
            List<Facts> facts,
            @Nullable Object explained) {
        return new Document(
                "feature-maps/1",
                choice.run().info().name(),
                choice.epoch(),
                layer,
                maps.shape(),
                maps.maps(),
                facts,
                explained,
                output == null ? null : output.toString());
    }

    private BufferedImage sheet(
            ModelOptions.Choice choice, byte[] digit, FeatureMaps maps, List<Facts> facts) {
        int[] shape = maps.shape();
        String title =
                "What %s makes of this digit: %d maps, %d x %d"
                        .formatted(layer, shape[0], shape[1], shape[2]);
        List<String> captions =
                facts.stream()
                        .map(
                                map ->
                                        strongest
                                                ? "%d: %.2f"
                                                        .formatted(map.channel(), map.strongest())
                                                : String.valueOf(map.channel()))
                        .toList();
        return FeatureMapSheet.of(
                title,
                choice.describe() + "; " + state(),
                List.of(colours(maps), order()),
                digit,
                inOrder(maps, facts),
                captions);
    }

    private boolean isConvolution() {
        return step().layer() instanceof Layer.Convolution;
    }

    private String state() {
        return isConvolution() ? "before ReLU" : "after ReLU and pooling";
    }

    private String colours(FeatureMaps maps) {
        return isConvolution()
                ? "Orange: above 0, the filter responds. Blue: below 0, and ReLU will make it 0."
                : "Orange: above 0. Each number is the largest of 2 x 2 of %s, or 0 if none is above 0."
                        .formatted(maps.source());
    }

    private String order() {
        return strongest
                ? "Below each map its channel and its strongest response, the largest of all first."
                : "Below each map its channel, counted from 0.";
    }

    private static float[][][] inOrder(FeatureMaps maps, List<Facts> facts) {
        return facts.stream().map(map -> maps.maps()[map.channel()]).toArray(float[][][]::new);
    }

    private String text(ModelOptions.Choice choice, FeatureMaps maps, List<Facts> facts) {
        TextTable table =
                new TextTable(
                        right("channel"),
                        right("strongest"),
                        right("at row, column"),
                        right("above 0"));
        for (Facts map : facts) {
            boolean responds = map.strongest() > 0;
            table.row(
                    String.valueOf(map.channel()),
                    "%.3f".formatted(map.strongest()),
                    responds ? "%d, %d".formatted(map.row(), map.column()) : "-",
                    "%.0f %%".formatted(100 * map.positive()));
        }
        return """
                The maps of %s for %s, %s: %s

                %s%s
                strongest: the largest number of the map, and where it is. above 0: how many are.
                As a picture: add --output maps.png
                One number:   add --unit %d,%d,%d
                """
                .formatted(
                        layer,
                        PictureReader.printable(picture),
                        state(),
                        choice.describe(),
                        blocks(maps),
                        table,
                        maps.strongest().get(0).channel(),
                        maps.strongest().get(0).row(),
                        maps.strongest().get(0).column());
    }

    /** On a terminal with colours, as many of the strongest maps as stand side by side. */
    private static String blocks(FeatureMaps maps) {
        TextColour colour = TextColour.of(Terminal.detect().out(), System.getenv());
        if (colour == TextColour.NONE) {
            return "";
        }
        int side = maps.shape()[2];
        int across = Math.max(1, COLUMNS / (2 * side + 3));
        List<Facts> shown = maps.strongest().subList(0, across);
        List<String> captions = shown.stream().map(map -> "channel " + map.channel()).toList();
        return FilterText.render(inOrder(maps, shown), captions, across, colour) + "\n";
    }

    // ---- one unit

    private void explain(
            ModelOptions.Choice choice, byte[] digit, FeatureMaps maps, UnitExplanation explained)
            throws IOException {
        if (output != null) {
            String subtitle = choice.describe() + "; orange: above 0, blue: below 0";
            Png.write(explained.picture(subtitle, digit), output);
        }
        PrintWriter out = common.out();
        if (json) {
            out.println(Json.toText(document(choice, maps, maps.facts(), explained.document())));
            return;
        }
        out.printf(
                "%s for %s, unit %s: %s%n%n",
                layer, PictureReader.printable(picture), unit, choice.describe());
        out.print(explained.text());
        if (output != null) {
            out.printf("Drawn in %s%n", output);
        }
    }
}
