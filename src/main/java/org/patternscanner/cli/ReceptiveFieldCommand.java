package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.ReceptiveField;
import org.patternscanner.arithmetic.ReceptiveField.Span;
import org.patternscanner.arithmetic.Volume;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.render.Box;
import org.patternscanner.render.Json;
import org.patternscanner.render.Png;
import org.patternscanner.render.ReceptiveFieldImage;
import org.patternscanner.render.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** {@code cnn receptive-field}: which input pixels a unit depends on. */
@Command(
        name = "receptive-field",
        description = "Show how much of the image a unit of each layer depends on.",
        footerHeading = Cnn.EXAMPLES,
        footer = {
            "  cnn receptive-field --stack 3,3,3",
            "  cnn receptive-field --measured --output effective.png",
            "  cnn receptive-field --layer conv2 --at 7,7 --image digit.png --output rf.png"
        })
final class ReceptiveFieldCommand implements Callable<Integer> {

    private static final Pattern PLACE = Pattern.compile("(\\d{1,6}),(\\d{1,6})");

    @Mixin private Common common = new Common();
    @Mixin private MeasureOptions measure = new MeasureOptions();

    @Option(
            names = "--stack",
            paramLabel = "WINDOW,...",
            description =
                    "A stack of your own instead of the network, the layer next to the image first: 3,3,3"
                            + " or 3s2p1d1,5 (kernel size, then stride, padding, dilation).")
    private @Nullable String stack;

    @Option(
            names = "--input",
            paramLabel = "N",
            defaultValue = "28",
            description = "With --stack: the image is N x N pixels (28).")
    private int input;

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            description =
                    "Follow a unit of this layer, the middle one without --at; the last layer by default.")
    private @Nullable String layer;

    @Option(
            names = "--at",
            paramLabel = "ROW,COL",
            description = "Follow the unit at this place of its map back to the image.")
    private @Nullable String at;

    @Option(
            names = "--image",
            paramLabel = "PICTURE",
            description = "With --output: draw on this digit.")
    private @Nullable String image;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PNG",
            description = "Draw the nested boxes into this file.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    private record Row(
            String name,
            List<Integer> output,
            int size,
            int jump,
            double start,
            FieldMeasurement.@Nullable Facts measured) {}

    /** A unit's field: first and last rows and columns, which may lie in the padding. */
    private record UnitBox(String name, int row, int column, Span rows, Span columns) {}

    private record Document(
            String schema,
            @Nullable String model,
            @Nullable Integer epoch,
            @Nullable Integer images,
            List<Row> layers,
            @Nullable List<UnitBox> at,
            @Nullable String picture) {}

    @Override
    public Integer call() throws IOException {
        ParseResult typed = common.spec().commandLine().getParseResult();
        measure.require(typed);
        if (stack == null && typed.hasMatchedOption("--input")) {
            throw new IllegalArgumentException(
                    "--input goes with --stack: the network reads 28 x 28 pixels.");
        }
        OutputFile.requirePng("--output", output);
        if (image != null && output == null) {
            throw new IllegalArgumentException(
                    "--image goes with --output, the file to draw into.");
        }
        if (image != null) {
            OutputFile.requireOther("--output", output, image);
        }
        // A stack beside --measured was not typed: it is the environment's, and gives way.
        Architecture network =
                stack == null || measure.measured ? Architecture.SIMPLE_CNN : stacked(stack);
        List<Step> steps = network.spatialSteps();
        boolean follows = !measure.measured && (at != null || layer != null || output != null);
        List<UnitBox> boxes = follows ? follow(steps) : List.of();
        FieldMeasurement measurement = measure.measured ? measure.measure(common.err()) : null;
        if (output != null) {
            Png.write(
                    measurement == null ? draw(network.input(), boxes) : measurement.picture(),
                    output);
        }
        PrintWriter out = common.out();
        if (json) {
            out.println(Json.toText(document(steps, boxes, measurement)));
        } else {
            out.print(text(network, steps, boxes, measurement));
        }
        return measurement == null || measurement.confirms(common.err()) ? 0 : 1;
    }

    private Architecture stacked(String text) {
        if (input < 1 || input > 4096) {
            throw new IllegalArgumentException(
                    "--input is %d; it must lie between 1 and 4096.".formatted(input));
        }
        if (image != null) {
            throw new IllegalArgumentException("--image shows the network, so leave --stack out.");
        }
        List<Layer> layers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String name = "layer" + (layers.size() + 1);
            layers.add(new Layer.Convolution(name, 1, 1, Window.parse(part)));
        }
        return new Architecture("Your stack", new Volume(1, input, input), layers);
    }

    private Document document(
            List<Step> steps, List<UnitBox> boxes, @Nullable FieldMeasurement measurement) {
        List<Row> rows = new ArrayList<>();
        for (Step step : steps) {
            rows.add(
                    new Row(
                            step.layer().name(),
                            step.output().toList(),
                            step.field().size(),
                            step.field().jump(),
                            step.field().start(),
                            measurement == null ? null : measurement.facts(rows.size())));
        }
        return new Document(
                "receptive-field/1",
                measurement == null ? null : measurement.choice().run().info().name(),
                measurement == null ? null : measurement.choice().epoch(),
                measurement == null ? null : measurement.images(),
                rows,
                boxes.isEmpty() ? null : boxes,
                output == null ? null : output.toString());
    }

    private String text(
            Architecture network,
            List<Step> steps,
            List<UnitBox> boxes,
            @Nullable FieldMeasurement measurement) {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                %s: how much of an image of %s a unit of each layer depends on.

                %s
                size: pixels of the image, one way and the other. jump: pixels between the fields of two
                neighbours. start: the centre of the first unit's field; the first pixel is 0.
                """
                        .formatted(network.name(), network.input(), table(steps, measurement)));
        text.append(measurement == null ? "" : measurement.explanation());
        if (network.equals(Architecture.SIMPLE_CNN)) {
            text.append(
                    "After the pooling fc1 and fc2 read every unit: they see the whole image.\n");
        }
        text.append(boxes.isEmpty() ? "" : "\n");
        for (UnitBox box : boxes) {
            text.append(describe(network.input(), box));
        }
        if (output != null) {
            text.append("Drawn in ").append(output).append('\n');
        }
        return text.toString();
    }

    private static TextTable table(List<Step> steps, @Nullable FieldMeasurement measurement) {
        List<TextTable.Column> columns =
                new ArrayList<>(
                        List.of(
                                left("layer"),
                                left("output"),
                                right("size"),
                                right("jump"),
                                right("start")));
        columns.addAll(measurement == null ? List.of() : measurement.columns());
        TextTable table = new TextTable(columns);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            ReceptiveField field = step.field();
            List<String> cells =
                    new ArrayList<>(
                            List.of(
                                    step.layer().name(),
                                    step.output().toString(),
                                    field.size() + " x " + field.size(),
                                    String.valueOf(field.jump()),
                                    number(field.start())));
            cells.addAll(measurement == null ? List.of() : measurement.cells(i));
            table.row(cells);
        }
        return table;
    }

    private static String describe(Volume image, UnitBox box) {
        Span rows = box.rows().within(image.height());
        Span columns = box.columns().within(image.width());
        boolean clipped = !rows.equals(box.rows()) || !columns.equals(box.columns());
        return "%s at row %d, column %d: rows %d to %d, columns %d to %d%s\n"
                .formatted(
                        box.name(),
                        box.row(),
                        box.column(),
                        rows.first(),
                        rows.last(),
                        columns.first(),
                        columns.last(),
                        clipped ? "; the rest of its field is padding" : "");
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.1f", value);
    }

    /** The chosen unit, and below it, layer by layer, the unit at the centre of what it reads. */
    private List<UnitBox> follow(List<Step> steps) {
        int top = indexOfLayer(steps);
        Volume map = steps.get(top).output();
        int[] place = place(map, steps.get(top).layer().name());
        List<UnitBox> boxes = new ArrayList<>();
        int row = place[0];
        int column = place[1];
        for (int i = top; i >= 0; i--) {
            Step step = steps.get(i);
            ReceptiveField field = step.field();
            boxes.add(
                    new UnitBox(step.layer().name(), row, column, field.of(row), field.of(column)));
            Window window = window(step.layer());
            int middle = (window.kernel() - 1) / 2;
            row = clamp(window.inputIndex(row, middle), step.input().height());
            column = clamp(window.inputIndex(column, middle), step.input().width());
        }
        return boxes;
    }

    private int indexOfLayer(List<Step> steps) {
        if (layer == null) {
            return steps.size() - 1;
        }
        List<String> names = steps.stream().map(step -> step.layer().name()).toList();
        int index = names.indexOf(layer);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "--layer is '%s'; it must be one of %s."
                            .formatted(layer, String.join(", ", names)));
        }
        return index;
    }

    private int[] place(Volume map, String name) {
        if (at == null) {
            return new int[] {map.height() / 2, map.width() / 2};
        }
        Matcher matcher = PLACE.matcher(at);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "--at is '%s'; write the row and the column, as in 7,7.".formatted(at));
        }
        int[] place =
                Arrays.stream(new String[] {matcher.group(1), matcher.group(2)})
                        .mapToInt(Integer::parseInt)
                        .toArray();
        if (place[0] >= map.height() || place[1] >= map.width()) {
            throw new IllegalArgumentException(
                    "--at is %s, but %s is a map of %d x %d: rows go from 0 to %d, columns from 0 to %d."
                            .formatted(
                                    at,
                                    name,
                                    map.height(),
                                    map.width(),
                                    map.height() - 1,
                                    map.width() - 1));
        }
        return place;
    }

    private static Window window(Layer layer) {
        return layer instanceof Layer.Convolution convolution
                ? convolution.window()
                : ((Layer.MaxPool) layer).window();
    }

    private static int clamp(int index, int size) {
        return Math.min(Math.max(index, 0), size - 1);
    }

    private BufferedImage draw(Volume network, List<UnitBox> units) throws IOException {
        List<Box> boxes =
                units.stream()
                        .map(
                                unit ->
                                        new Box(
                                                unit.name(),
                                                unit.rows().first(),
                                                unit.columns().first(),
                                                unit.rows().last(),
                                                unit.columns().last()))
                        .toList();
        UnitBox top = units.get(0);
        String title =
                "What %s at row %d, column %d sees".formatted(top.name(), top.row(), top.column());
        String subtitle = "each box: the pixels that one unit of that layer depends on";
        if (image == null) {
            return ReceptiveFieldImage.onGrid(
                    title, subtitle, network.height(), network.width(), boxes);
        }
        byte[] digit = DigitPicture.read(image, common.err()).pixels();
        return ReceptiveFieldImage.onDigit(title, subtitle, digit, boxes);
    }
}
