package org.patternscanner.cli;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.patternscanner.inspection.Prediction;
import org.patternscanner.inspection.Saliency;
import org.patternscanner.inspection.Saliency.Method;
import org.patternscanner.picture.PictureReader;
import org.patternscanner.render.Json;
import org.patternscanner.render.Percent;
import org.patternscanner.render.Png;
import org.patternscanner.render.SaliencyImage;
import org.patternscanner.render.SaliencyText;
import org.patternscanner.render.TextColour;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cnn saliency}: where on a picture the answer comes from. */
@Command(
        name = "saliency",
        description = "Show which pixels of a picture speak for a digit.",
        footerHeading = Cnn.EXAMPLES,
        footer = {
            "  cnn saliency digit.png",
            "  cnn saliency digit.png --method grad-cam --output saliency.png",
            "  cnn saliency digit.png --digit 1"
        })
final class SaliencyCommand implements Callable<Integer> {

    @Mixin private Common common = new Common();
    @Mixin private ModelOptions model = new ModelOptions();
    @Mixin private ComputeOptions compute = new ComputeOptions();

    @Parameters(
            paramLabel = "PICTURE",
            description = "A picture of a digit (" + PictureReader.FORMATS + "), or - for stdin.")
    private String picture = "";

    @Option(
            names = "--method",
            paramLabel = "gradient|grad-cam|occlusion",
            defaultValue = "occlusion",
            description =
                    "occlusion, the default, covers one part after another; gradient asks how the"
                            + " answer changes with each pixel; grad-cam shows where the last"
                            + " convolution found its reasons.")
    private String methodName = "occlusion";

    @Option(
            names = "--digit",
            paramLabel = "0-9",
            description = "Ask about this digit; by default the one that is read.")
    private @Nullable Integer digit;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PNG",
            description = "Draw the map into this file.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    private record Document(
            String schema,
            String model,
            int epoch,
            String file,
            int read,
            double[] probabilities,
            String method,
            int digit,
            String unit,
            float[][] map,
            @Nullable String picture) {}

    @Override
    public Integer call() throws IOException {
        if (digit != null && (digit < 0 || digit > 9)) {
            throw new IllegalArgumentException(
                    "--digit is %d; it must lie between 0 and 9.".formatted(digit));
        }
        Method method = method();
        OutputFile.requirePng("--output", output);
        OutputFile.requireOther("--output", output, picture);
        ModelOptions.Choice choice = model.choose(common.err());
        byte[] pixels = DigitPicture.read(picture, common.err()).pixels();
        Device device = compute.load();
        Saliency saliency =
                Saliency.of(choice.run(), choice.epoch(), pixels, method, digit, device);
        if (output != null) {
            Png.write(draw(choice, saliency), output);
        }
        PrintWriter out = common.out();
        if (json) {
            out.println(Json.toText(document(choice, saliency)));
        } else {
            out.print(text(choice, saliency));
        }
        return 0;
    }

    private Method method() {
        return Arrays.stream(Method.values())
                .filter(method -> method.toString().equalsIgnoreCase(methodName))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--method is '%s'; it must be gradient, grad-cam or occlusion."
                                                .formatted(methodName)));
    }

    private Document document(ModelOptions.Choice choice, Saliency saliency) {
        return new Document(
                "saliency/1",
                choice.run().info().name(),
                choice.epoch(),
                picture,
                saliency.prediction().digit(),
                saliency.prediction().probabilities(),
                saliency.method().toString(),
                saliency.digit(),
                unit(saliency.method()),
                saliency.map(),
                output == null ? null : output.toString());
    }

    private String text(ModelOptions.Choice choice, Saliency saliency) {
        String head =
                """
                %s: read as %s by %s.
                %s: %s.
                %s
                """
                        .formatted(
                                PictureReader.printable(picture),
                                reading(saliency),
                                choice.describe(),
                                caption(saliency),
                                unit(saliency.method()),
                                explanation(saliency));
        if (output != null) {
            return head + "Drawn in " + output + "\n";
        }
        TextColour colour = TextColour.of(Terminal.detect().out(), System.getenv());
        return """
                %s
                %s
                As a picture: add --output saliency.png
                """
                .formatted(head, SaliencyText.render(saliency.pixels(), saliency.map(), colour));
    }

    private BufferedImage draw(ModelOptions.Choice choice, Saliency saliency) {
        String title = "Read as %s: %s".formatted(reading(saliency), question(saliency));
        return SaliencyImage.of(
                title,
                choice.describe() + ". " + explanation(saliency),
                saliency.pixels(),
                saliency.map(),
                caption(saliency),
                unit(saliency.method()));
    }

    /** As in "7 (91.25 %)". */
    private static String reading(Saliency saliency) {
        return withProbability(saliency.prediction(), saliency.prediction().digit());
    }

    private static String withProbability(Prediction prediction, int digit) {
        double probability = prediction.probabilities()[digit];
        return "%d (%s)".formatted(digit, Percent.of(probability));
    }

    private static String question(Saliency saliency) {
        int asked = saliency.digit();
        return asked == saliency.prediction().digit()
                ? "what makes it a %d?".formatted(asked)
                : "what of it is a %s?".formatted(withProbability(saliency.prediction(), asked));
    }

    private static String caption(Saliency saliency) {
        String name =
                switch (saliency.method()) {
                    case GRADIENT -> "Gradient";
                    case GRAD_CAM -> "Grad-CAM";
                    case OCCLUSION -> "Occlusion";
                };
        return "%s for a %d".formatted(name, saliency.digit());
    }

    /** How to read the map, in a sentence. */
    private static String explanation(Saliency saliency) {
        if (saliency.isEmpty()) {
            return "Nothing on it speaks for a %d: the whole map is 0.".formatted(saliency.digit());
        }
        return switch (saliency.method()) {
            case GRADIENT ->
                    "Orange (+): more ink here would make it more of a %d; blue (-): less."
                            .formatted(saliency.digit());
            case GRAD_CAM ->
                    "Orange (+): here the last convolution found what counts for a %d."
                            .formatted(saliency.digit());
            case OCCLUSION ->
                    "Orange (+): with %2$d x %2$d pixels covered here it is less of a %1$d; blue (-): more."
                            .formatted(saliency.digit(), Saliency.OCCLUDED_SIDE);
        };
    }

    private static String unit(Method method) {
        return switch (method) {
            case GRADIENT -> "logits, for a pixel from no ink to full ink";
            case GRAD_CAM -> "logits, by the mean gradient of each map";
            case OCCLUSION -> "probability lost, as a share of 1";
        };
    }
}
