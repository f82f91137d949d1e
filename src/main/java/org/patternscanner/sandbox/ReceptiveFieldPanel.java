package org.patternscanner.sandbox;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.ReceptiveField;
import org.patternscanner.arithmetic.ReceptiveField.Span;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.inspection.MeasuredReceptiveField;

/** What a unit sees, computed and measured; and which units a pixel changes. */
final class ReceptiveFieldPanel implements Panel {

    private static final int SIDE = 28;
    private static final int LONGEST_STACK = 12;

    private final Teacher teacher;

    ReceptiveFieldPanel(Teacher teacher) {
        this.teacher = teacher;
    }

    private record UnitRequest(@Nullable String layer, int row, int column) {}

    /** Pixels from one row and column to another, both included. */
    private record Area(Span rows, Span columns) {}

    /**
     * What a unit sees.
     *
     * @param size of the layer's map along one side
     * @param nested the computed field in the image of this unit, and of the middle one of those
     *     that it reads, layer by layer, down to the first
     * @param measured by changing pixels
     */
    private record UnitResponse(int size, List<Nested> nested, Area measured, boolean agrees) {}

    /** A unit on the way down, with its field clipped at the image's border. */
    private record Nested(String layer, int row, int column, Area field) {}

    private record PokeRequest(@Nullable String image, int row, int column) {}

    /**
     * What a pixel changed in a layer.
     *
     * @param changed [row][column] of the layer's map: 1 where any channel changed
     * @param reachable the same for the units whose computed field has the pixel
     */
    private record Poked(String layer, int[][] changed, int[][] reachable) {}

    private record StackRequest(@Nullable String stack) {}

    private record StackRow(String window, int size, int jump, double start, long weights) {}

    @Override
    public void register(RoutesConfig routes) {
        routes.post(
                "/api/receptive-field/unit",
                context -> context.json(unit(context.bodyAsClass(UnitRequest.class))));
        routes.post(
                "/api/receptive-field/poke",
                context -> context.json(poke(context.bodyAsClass(PokeRequest.class))));
        routes.post(
                "/api/receptive-field/stack",
                context -> context.json(stack(context.bodyAsClass(StackRequest.class))));
    }

    private UnitResponse unit(UnitRequest request) throws IOException {
        List<Step> spatial =
                Architecture.SIMPLE_CNN.steps().stream().filter(Step::isSpatial).toList();
        int depth = depth(spatial, Numbers.required("layer", request.layer));
        Step step = spatial.get(depth);
        int size = step.output().height();
        Numbers.requireBetween("row", 0, size - 1, request.row);
        Numbers.requireBetween("column", 0, size - 1, request.column);
        List<Nested> nested = new ArrayList<>();
        double row = request.row;
        double column = request.column;
        for (int i = depth; i >= 0; i--) {
            Step each = spatial.get(i);
            int most = each.output().height() - 1;
            int y = nearest(row, most);
            int x = nearest(column, most);
            nested.add(new Nested(each.layer().name(), y, x, computed(each, y, x)));
            if (i > 0) {
                row = below(spatial.get(i - 1), each, y);
                column = below(spatial.get(i - 1), each, x);
            }
        }
        MeasuredReceptiveField.Unit measured =
                teacher.measuredFields().get(depth).unit(request.row, request.column);
        return new UnitResponse(
                size, nested, new Area(measured.rows(), measured.columns()), measured.agrees());
    }

    private static int depth(List<Step> spatial, String layer) {
        for (int i = 0; i < spatial.size(); i++) {
            if (spatial.get(i).layer().name().equals(layer)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "'%s' has no units with a place in the image.".formatted(layer));
    }

    /** The unit of the layer below whose field has the same centre; may lie between two. */
    private static double below(Step lower, Step upper, int unit) {
        double centre = upper.field().start() + (double) unit * upper.field().jump();
        return (centre - lower.field().start()) / lower.field().jump();
    }

    private static int nearest(double unit, int most) {
        return (int) Math.max(0, Math.min(most, Math.floor(unit)));
    }

    private static Area computed(Step step, int row, int column) {
        return new Area(step.field().of(row).within(SIDE), step.field().of(column).within(SIDE));
    }

    private List<Poked> poke(PokeRequest request) throws IOException {
        Numbers.requireBetween("row", 0, SIDE - 1, request.row);
        Numbers.requireBetween("column", 0, SIDE - 1, request.column);
        byte[] image = Numbers.image(request.image);
        return teacher.fieldsIn(image).stream()
                .map(field -> poked(field, request.row, request.column))
                .toList();
    }

    private static Poked poked(MeasuredReceptiveField field, int row, int column) {
        Step step = field.step();
        int size = step.output().height();
        int[][] changed = new int[size][size];
        int[][] reachable = new int[size][size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                changed[y][x] = field.changed()[y * size + x][row * SIDE + column] ? 1 : 0;
                Area area = computed(step, y, x);
                boolean reaches = contains(area.rows, row) && contains(area.columns, column);
                reachable[y][x] = reaches ? 1 : 0;
            }
        }
        return new Poked(step.layer().name(), changed, reachable);
    }

    private static boolean contains(Span span, int index) {
        return span.first() <= index && index <= span.last();
    }

    private static List<StackRow> stack(StackRequest request) {
        String[] parts = Numbers.required("stack", request.stack).split(",", -1);
        Numbers.requireBetween("number of layers", 1, LONGEST_STACK, parts.length);
        List<StackRow> rows = new ArrayList<>();
        ReceptiveField field = ReceptiveField.PIXEL;
        for (String part : parts) {
            Window window = Window.parse(part);
            field = field.through(window);
            rows.add(
                    new StackRow(
                            window.toString(),
                            field.size(),
                            field.jump(),
                            field.start(),
                            (long) window.kernel() * window.kernel()));
        }
        return rows;
    }
}
