package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.KnownNetwork;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.ReceptiveField;
import org.patternscanner.arithmetic.ReceptiveField.Span;
import org.patternscanner.arithmetic.Volume;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.render.Box;
import org.patternscanner.render.ReceptiveFieldImage;
import org.patternscanner.render.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn receptive-field}: which input pixels a unit depends on. */
@Command(
        name = "receptive-field",
        description = "Show how much of the image a unit of each layer depends on.",
        footer = {
            "  cnn receptive-field --stack resnet50",
            "  cnn receptive-field --measured --output effective.png",
            "  cnn receptive-field --layer conv2 --at 7,7 --image digit.png --output rf.png"
        })
final class ReceptiveFieldCommand extends CliCommand {

    @Mixin private MeasureOptions measure = new MeasureOptions();

    @Option(
            names = "--stack",
            paramLabel = "WINDOW,...",
            completionCandidates = Words.KnownNetworks.class,
            description =
                    "A stack of your own instead of the network, the layer next to the image first: 3,3,3"
                            + " or 3s2p1d1,5 (kernel size, then stride, padding, dilation); or a"
                            + " known network: ${COMPLETION-CANDIDATES}.")
    private @Nullable String stack;

    @Option(
            names = "--input",
            paramLabel = "N",
            description = "With --stack: the image is N x N pixels (28; for a known network, 224).")
    private @Nullable Integer input;

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            completionCandidates = Words.LayersWithMaps.class,
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

    @Mixin private ResultOptions result = new ResultOptions();

    private static final int LARGEST = 4096;

    /** A unit's field: first and last rows and columns, which may lie in the padding. */
    private record UnitBox(String name, int row, int column, Span rows, Span columns) {}

    @Override
    public Integer call() throws IOException {
        measure.require(spec().commandLine().getParseResult());
        requireSensible();
        String text = stack;
        Optional<KnownNetwork> known = Optional.ofNullable(text).flatMap(KnownNetwork::named);
        Architecture network =
                text == null
                        ? Architecture.SIMPLE_CNN
                        : known.map(named -> named.on(side(KnownNetwork.SIDE)))
                                .orElseGet(() -> stacked(text));
        if (stack != null) {
            requireRoom(network);
        }
        List<Step> steps =
                UsageException.check(network::spatialSteps).stream()
                        .filter(step -> known.isEmpty() || window(step.layer()).extent() > 1)
                        .toList();
        boolean follows =
                !measure.measured && (at != null || layer != null || result.output != null);
        List<UnitBox> boxes = follows ? follow(steps, known.isPresent()) : List.of();
        FieldMeasurement measurement = measure.measured ? measure.measure(err()) : null;
        result.draw(
                () -> measurement == null ? draw(network.input(), boxes) : measurement.picture());
        result.print(
                "receptive-field/1",
                measurement == null ? null : measurement.choice(),
                document(steps, boxes, measurement),
                () -> text(network, steps, boxes, measurement));
        return measurement == null || measurement.confirms(err()) ? Exit.OK : Exit.FAILED;
    }

    private void requireSensible() throws IOException {
        result.requireSensible(image);
        if (image != null && result.output == null) {
            throw new UsageException("--image goes with --output, the file to draw into.");
        }
        if (image != null && stack != null) {
            throw new UsageException("--image shows the network, so leave --stack out.");
        }
        if (input != null && stack == null) {
            throw new UsageException(
                    "--input goes with --stack: the network reads 28 x 28 pixels.");
        }
        if (input != null) {
            UsageException.requireBetween("--input", input, 1, LARGEST);
        }
    }

    private Architecture stacked(String text) {
        List<Layer> layers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String name = "layer" + (layers.size() + 1);
            layers.add(new Layer.Convolution(name, 1, 1, window(part)));
        }
        int side = side(LabelledImages.SIDE);
        return new Architecture("Your stack", new Volume(1, side, side), layers);
    }

    private int side(int usual) {
        return input == null ? usual : input;
    }

    private static Window window(String part) {
        try {
            return Window.parse(part);
        } catch (IllegalArgumentException e) {
            List<String> known =
                    Arrays.stream(KnownNetwork.values()).map(KnownNetwork::word).toList();
            UsageException ours =
                    new UsageException(
                            "%s The known networks are %s.%s",
                            e.getMessage(),
                            String.join(", ", known),
                            Nearest.question(part, known));
            ours.initCause(e);
            throw ours;
        }
    }

    /** Refuses an image on which one of the windows has no place. */
    private static void requireRoom(Architecture stacked) {
        int needed = 1;
        for (int i = stacked.layers().size() - 1; i >= 0 && needed <= LARGEST; i--) {
            needed = window(stacked.layers().get(i)).inputSize(needed);
        }
        if (needed > LARGEST) {
            throw new UsageException(
                    "No image of up to %1$d x %1$d pixels is large enough for this stack: make a kernel, a stride or a dilation smaller.",
                    LARGEST);
        }
        if (needed > stacked.input().width()) {
            throw new UsageException(
                    "The stack does not fit into an image of %1$d x %1$d pixels; it needs at least %2$d x %2$d: add --input %2$d.",
                    stacked.input().width(), needed);
        }
    }

    private Fields document(
            List<Step> steps, List<UnitBox> boxes, @Nullable FieldMeasurement measurement) {
        List<Fields> rows = new ArrayList<>();
        for (Step step : steps) {
            rows.add(
                    new Fields()
                            .with("name", step.layer().name())
                            .with("output", step.output().toList())
                            .with("size", step.field().size())
                            .with("jump", step.field().jump())
                            .with("start", step.field().start())
                            .with(
                                    "measured",
                                    measurement == null ? null : measurement.facts(rows.size())));
        }
        return new Fields()
                .with("images", measurement == null ? null : measurement.images())
                .with("layers", rows)
                .with("at", boxes.isEmpty() ? null : boxes)
                .with("picture", result.picture());
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
                neighbors. start: the center of the first unit's field; the first pixel is 0.
                """
                        .formatted(network.name(), network.input(), table(steps, measurement)));
        text.append(measurement == null ? "" : measurement.explanation());
        text.append(remark(network, steps));
        text.append(boxes.isEmpty() ? "" : "\n");
        for (UnitBox box : boxes) {
            text.append(describe(network.input(), box));
        }
        return text.append(result.whereDrawn("")).toString();
    }

    private static String remark(Architecture network, List<Step> steps) {
        if (network.equals(Architecture.SIMPLE_CNN)) {
            return "After the pooling fc1 and fc2 read every unit: they see the whole image.\n";
        }
        StringBuilder remark = new StringBuilder();
        if (steps.size() < network.layers().size()) {
            remark.append(
                    "Left out: 1x1 convolutions, which see no further, and shortcuts, which see less.\n");
        }
        Step last = steps.get(steps.size() - 1);
        if (last.field().size() > network.input().width()) {
            remark.append(
                    "A unit of %s has a field larger than the image; the rest of it is padding.\n"
                            .formatted(last.layer().name()));
        }
        return remark.toString();
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
        return value == Math.rint(value) ? String.valueOf((long) value) : "%.1f".formatted(value);
    }

    /**
     * The chosen unit, and below it, layer by layer, the unit at the center of what it reads.
     *
     * @param oneAJump leaves all out but the last layer of each jump, where a box for every layer
     *     would be too many
     */
    private List<UnitBox> follow(List<Step> steps, boolean oneAJump) {
        List<String> names = steps.stream().map(step -> step.layer().name()).toList();
        int top = steps.size() - 1;
        if (layer != null) {
            top = names.indexOf(layer.toLowerCase(Locale.ROOT));
            if (top < 0) {
                throw new UsageException("%s", Words.refusal("--layer", layer, names));
            }
        }
        Volume map = steps.get(top).output();
        int[] place =
                at == null
                        ? new int[] {map.height() / 2, map.width() / 2}
                        : Coordinates.parse(
                                "--at", at, "row and column", map.height(), map.width());
        List<UnitBox> boxes = new ArrayList<>();
        int row = place[0];
        int column = place[1];
        for (int i = top; i >= 0; i--) {
            Step step = steps.get(i);
            ReceptiveField field = step.field();
            boolean last = i == top || field.jump() != steps.get(i + 1).field().jump();
            if (last || !oneAJump) {
                String name = step.layer().name();
                boxes.add(new UnitBox(name, row, column, field.of(row), field.of(column)));
            }
            Window window = window(step.layer());
            int middle = (window.kernel() - 1) / 2;
            row = clamp(window.inputIndex(row, middle), step.input().height());
            column = clamp(window.inputIndex(column, middle), step.input().width());
        }
        return boxes;
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
                        .map(unit -> Box.of(unit.name(), unit.rows(), unit.columns()))
                        .toList();
        UnitBox top = units.get(0);
        String title =
                "What %s at row %d, column %d sees".formatted(top.name(), top.row(), top.column());
        String subtitle = "each box: the pixels that one unit of that layer depends on";
        if (image == null) {
            return ReceptiveFieldImage.onGrid(
                    title, subtitle, network.height(), network.width(), boxes);
        }
        byte[] digit = DigitPicture.read(image, err()).pixels();
        return ReceptiveFieldImage.onDigit(title, subtitle, digit, boxes);
    }
}
