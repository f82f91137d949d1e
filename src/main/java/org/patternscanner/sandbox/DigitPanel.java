package org.patternscanner.sandbox;

import io.javalin.config.RoutesConfig;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.DotProduct;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.ReceptiveField;
import org.patternscanner.arithmetic.ReceptiveField.Span;
import org.patternscanner.arithmetic.UnitMax;
import org.patternscanner.arithmetic.UnitSum;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.digit.DigitNormalizer;
import org.patternscanner.digit.NoDigitsException;
import org.patternscanner.digit.OptionalStage;
import org.patternscanner.digit.Readings;
import org.patternscanner.digit.Stage;
import org.patternscanner.image.Picture;
import org.patternscanner.inspection.DigitReader;
import org.patternscanner.inspection.DigitReader.ReadDigit;
import org.patternscanner.inspection.DigitReader.ReadPicture;
import org.patternscanner.inspection.Explanation;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.FilterBank;
import org.patternscanner.inspection.OpenNetwork;
import org.patternscanner.inspection.Prediction;
import org.patternscanner.inspection.Saliency;
import org.patternscanner.picture.PictureReader;

/** A digit that a person draws: read stage by stage, and then looked at inside the network. */
final class DigitPanel implements Panel {

    private static final int LARGEST_DRAWING = 400;

    private final Teacher teacher;

    DigitPanel(Teacher teacher) {
        this.teacher = teacher;
    }

    /**
     * A drawing.
     *
     * @param side width and height in pixels
     * @param drawing a grey byte a pixel, row by row, 0 black, in base64
     * @param without the stages to leave out, by {@link StageReading#key}; none if null
     */
    private record ReadRequest(
            int side, @Nullable String drawing, @Nullable List<@Nullable String> without) {}

    /**
     * What was read. Without a digit {@code warnings} says why.
     *
     * @param image what the network saw: 784 bytes in base64
     * @param stages all of them, in the order of the work
     */
    private record ReadResponse(
            @Nullable Integer digit,
            double @Nullable [] probabilities,
            @Nullable String image,
            List<StageReading> stages,
            List<String> warnings) {}

    /**
     * A stage of the normalisation, and what the network would have said of it.
     *
     * @param key what {@code without} calls it; none if it can't be left out
     * @param on whether it wasn't left out
     * @param reached none if there was no digit before it came to this
     */
    private record StageReading(
            String name,
            String change,
            @Nullable String key,
            boolean on,
            @Nullable Reached reached) {}

    /**
     * The picture after a stage.
     *
     * @param image squeezed into 28 x 28: 784 bytes in base64
     */
    private record Reached(int width, int height, String image, int digit, double probability) {}

    private record LayerRequest(@Nullable String image, @Nullable String layer) {}

    private record MapsResponse(int channels, int side, String maps) {}

    private record UnitRequest(
            @Nullable String image, @Nullable String layer, int channel, int row, int column) {}

    private record Term(
            int channel, float[][] patch, float[][] kernel, double[][] products, double sum) {}

    /**
     * How one number came about.
     *
     * @param terms one an input channel, those first that count most; none for pooling
     * @param pooled the numbers that pooling chose from; none for a convolution
     * @param rows the pixels of the image that the unit sees
     */
    private record UnitResponse(
            List<Term> terms,
            float @Nullable [][] pooled,
            double sum,
            float bias,
            double result,
            Span rows,
            Span columns) {}

    private record SaliencyRequest(
            @Nullable String image, @Nullable Integer digit, @Nullable String method) {}

    private record SaliencyResponse(int digit, float[][] map) {}

    @Override
    public void register(RoutesConfig routes) {
        routes.post(
                "/api/digit",
                context -> context.json(read(context.bodyAsClass(ReadRequest.class))));
        routes.post(
                "/api/digit/maps",
                context -> context.json(maps(context.bodyAsClass(LayerRequest.class))));
        routes.post(
                "/api/digit/unit",
                context -> context.json(unit(context.bodyAsClass(UnitRequest.class))));
        routes.post(
                "/api/digit/saliency",
                context -> context.json(saliency(context.bodyAsClass(SaliencyRequest.class))));
    }

    private ReadResponse read(ReadRequest request) throws IOException {
        Set<OptionalStage> without = leftOut(request.without);
        ReadPicture read;
        try {
            Picture picture = PictureReader.of(drawing(request));
            Readings readings =
                    without.isEmpty()
                            ? Readings.of(picture, true, true)
                            : Readings.of(DigitNormalizer.normalize(picture, without));
            read = new DigitReader(teacher.predictor()).read(readings);
        } catch (NoDigitsException e) {
            return new ReadResponse(
                    null,
                    null,
                    null,
                    stages(Explanation.steps(teacher.predictor(), e.stages()), without),
                    List.of(String.valueOf(e.getMessage())));
        }
        ReadDigit digit = read.digits().get(0);
        Prediction prediction = digit.prediction();
        Explanation explanation = Explanation.of(teacher.predictor(), read);
        return new ReadResponse(
                prediction.digit(),
                prediction.probabilities(),
                base64(digit.image().pixels()),
                stages(explanation.digits().get(0).steps(), without),
                digit.warnings());
    }

    private static Set<OptionalStage> leftOut(@Nullable List<@Nullable String> keys) {
        Set<OptionalStage> without = EnumSet.noneOf(OptionalStage.class);
        if (keys != null) {
            keys.forEach(key -> without.add(OptionalStage.named(String.valueOf(key))));
        }
        return without;
    }

    /** Those that were reached, and then those that can be left out and weren't reached. */
    private static List<StageReading> stages(
            List<Explanation.Step> reached, Set<OptionalStage> without) {
        Map<String, OptionalStage> optional = new LinkedHashMap<>();
        for (OptionalStage stage : OptionalStage.values()) {
            optional.put(stage.stageName(), stage);
        }
        List<StageReading> readings = new ArrayList<>();
        for (Explanation.Step step : reached) {
            Stage stage = step.stage();
            OptionalStage key = optional.remove(stage.name());
            readings.add(reading(stage.name(), stage.change(), key, without, reached(step)));
        }
        for (OptionalStage stage : optional.values()) {
            readings.add(reading(stage.stageName(), stage.change(), stage, without, null));
        }
        return readings;
    }

    private static StageReading reading(
            String name,
            String change,
            @Nullable OptionalStage stage,
            Set<OptionalStage> without,
            @Nullable Reached reached) {
        return stage == null
                ? new StageReading(name, change, null, true, reached)
                : new StageReading(
                        name, change, stage.toString(), !without.contains(stage), reached);
    }

    private static Reached reached(Explanation.Step step) {
        return new Reached(
                step.stage().image().width(),
                step.stage().image().height(),
                base64(step.seen()),
                step.prediction().digit(),
                step.prediction().probability());
    }

    private static BufferedImage drawing(ReadRequest request) {
        Numbers.requireBetween("side of the drawing", 1, LARGEST_DRAWING, request.side);
        byte[] bytes = Numbers.bytes("drawing", request.drawing);
        if (bytes.length != request.side * request.side) {
            throw new IllegalArgumentException(
                    "The drawing has %d pixels, not %d x %d."
                            .formatted(bytes.length, request.side, request.side));
        }
        BufferedImage image =
                new BufferedImage(request.side, request.side, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(bytes, 0, pixels, 0, bytes.length);
        return image;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private FeatureMaps featureMaps(@Nullable String image, @Nullable String layer)
            throws IOException {
        return FeatureMaps.of(network(), Numbers.image(image), Numbers.required("layer", layer));
    }

    private OpenNetwork network() throws IOException {
        return teacher.reader();
    }

    private MapsResponse maps(LayerRequest request) throws IOException {
        FeatureMaps maps = featureMaps(request.image, request.layer);
        return new MapsResponse(maps.shape()[0], maps.shape()[1], Numbers.base64(maps.maps()));
    }

    private UnitResponse unit(UnitRequest request) throws IOException {
        FeatureMaps maps = featureMaps(request.image, request.layer);
        int[] shape = maps.shape();
        Numbers.requireBetween("channel", 0, shape[0] - 1, request.channel);
        Numbers.requireBetween("row", 0, shape[1] - 1, request.row);
        Numbers.requireBetween("column", 0, shape[2] - 1, request.column);
        FeatureMaps.Place place =
                new FeatureMaps.Place(request.channel, request.row, request.column);
        Architecture.Step step =
                FeatureMaps.layers().stream()
                        .filter(each -> each.layer().name().equals(maps.layer()))
                        .findFirst()
                        .orElseThrow();
        return step.layer() instanceof Layer.Convolution
                ? convolved(maps, place, step.field())
                : pooled(maps.max(place), place, step.field());
    }

    private UnitResponse convolved(FeatureMaps maps, FeatureMaps.Place place, ReceptiveField field)
            throws IOException {
        FilterBank filters = FilterBank.of(network(), maps.layer());
        UnitSum sum = maps.sum(filters, place);
        List<Term> terms =
                sum.strongest().stream()
                        .map(channel -> term(channel, sum.terms().get(channel)))
                        .toList();
        return new UnitResponse(
                terms,
                null,
                sum.sum(),
                sum.bias(),
                sum.total(),
                seen(field, place.row()),
                seen(field, place.column()));
    }

    private static Term term(int channel, DotProduct product) {
        return new Term(
                channel,
                product.patch().numbers(),
                product.kernel(),
                product.products(),
                product.sum());
    }

    private static UnitResponse pooled(UnitMax max, FeatureMaps.Place place, ReceptiveField field) {
        return new UnitResponse(
                List.of(),
                max.window().numbers(),
                max.largest(),
                0,
                max.max(),
                seen(field, place.row()),
                seen(field, place.column()));
    }

    private static Span seen(ReceptiveField field, int index) {
        return field.of(index).within(LabelledImages.SIDE);
    }

    private SaliencyResponse saliency(SaliencyRequest request) throws IOException {
        if (request.digit != null) {
            Numbers.requireBetween("digit", 0, LabelledImages.CLASSES - 1, request.digit);
        }
        Saliency saliency =
                Saliency.of(
                        network(),
                        Numbers.image(request.image),
                        method(Numbers.required("method", request.method)),
                        request.digit);
        return new SaliencyResponse(saliency.digit(), saliency.map());
    }

    private static Saliency.Method method(String name) {
        try {
            return Saliency.Method.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s' is no method; there are gradient, grad-cam and occlusion."
                            .formatted(name),
                    e);
        }
    }
}
