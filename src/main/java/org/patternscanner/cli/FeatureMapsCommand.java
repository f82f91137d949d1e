package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
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
        footer = {
            "  cnn feature-maps digit.png",
            "  cnn feature-maps digit.png --layer pool1 --strongest --output maps.png",
            "  cnn feature-maps digit.png --layer conv2 --unit 5,7,7"
        })
final class FeatureMapsCommand extends CliCommand {

    /** Of a terminal; a number of a map takes two of them. */
    private static final int COLUMNS = 80;

    @Mixin private ModelOptions model = new ModelOptions();
    @Mixin private ComputeOptions compute = new ComputeOptions();

    @Parameters(
            paramLabel = "PICTURE",
            description = "The digit (" + PictureReader.FORMATS + "), or - for stdin.")
    private String picture = "";

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            completionCandidates = Words.LayersWithMaps.class,
            converter = Words.LayersWithMaps.class,
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

    @Mixin private ResultOptions result = new ResultOptions();

    private record Document(
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
            throw new UsageException(
                    "--strongest sorts the maps, but --unit shows none: leave one of them out.");
        }
        result.requireSensible(picture);
        byte[] digit = DigitPicture.read(picture, err()).pixels();
        ModelOptions.Choice choice = model.chooseToDraw(err());
        Device device = compute.load();
        FeatureMaps maps = FeatureMaps.of(choice.run(), choice.epoch(), digit, layer, device);
        if (place == null) {
            show(choice, digit, maps);
            return Exit.OK;
        }
        UnitExplanation explained = UnitExplanation.of(choice, step, maps, place);
        explain(choice, digit, maps, explained);
        return confirms(explained) ? Exit.OK : Exit.FAILED;
    }

    private boolean confirms(UnitExplanation explained) {
        if (!explained.agrees()) {
            err().println(
                            "cnn: unit %s of %s is not what PyTorch says: the two differ by more than rounding."
                                    .formatted(unit, layer));
        }
        return explained.agrees();
    }

    private Step step() {
        return Architecture.SIMPLE_CNN.step(layer).orElseThrow();
    }

    private static Place place(Volume maps, String text) {
        int[] place =
                Coordinates.parse(
                        "--unit",
                        text,
                        "channel, row and column",
                        maps.channels(),
                        maps.height(),
                        maps.width());
        return new Place(place[0], place[1], place[2]);
    }

    // ---- the maps

    private void show(ModelOptions.Choice choice, byte[] digit, FeatureMaps maps)
            throws IOException {
        List<Facts> facts = strongest ? maps.strongest() : maps.facts();
        result.draw(() -> sheet(choice, digit, maps, facts));
        result.print(
                "feature-maps/1",
                choice,
                document(maps, facts, null),
                () ->
                        result.output == null
                                ? text(choice, maps, facts)
                                : "%s: %d maps of %s\n"
                                        .formatted(result.output, facts.size(), layer));
    }

    private Document document(FeatureMaps maps, List<Facts> facts, @Nullable Object explained) {
        return new Document(layer, maps.shape(), maps.maps(), facts, explained, result.picture());
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
        String subtitle = choice.describe() + "; orange: above 0, blue: below 0";
        result.draw(() -> explained.picture(subtitle, digit));
        result.print(
                "feature-maps/1",
                choice,
                document(maps, maps.facts(), explained.document()),
                () ->
                        "%s for %s, unit %s: %s\n\n"
                                        .formatted(
                                                layer,
                                                PictureReader.printable(picture),
                                                unit,
                                                choice.describe())
                                + explained.text()
                                + result.whereDrawn(""));
    }
}
