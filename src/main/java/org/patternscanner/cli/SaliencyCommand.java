package org.patternscanner.cli;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.patternscanner.inspection.Prediction;
import org.patternscanner.inspection.Saliency;
import org.patternscanner.inspection.Saliency.Method;
import org.patternscanner.picture.PictureReader;
import org.patternscanner.render.Percent;
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
        description = "Show where on a picture the answer comes from.",
        footer = {
            "  cnn saliency digit.png",
            "  cnn saliency digit.png --method grad-cam --output saliency.png",
            "  cnn saliency digit.png --digit 1"
        })
final class SaliencyCommand extends CliCommand {

    @Mixin private ModelOptions model = new ModelOptions();
    @Mixin private ComputeOptions compute = new ComputeOptions();

    @Parameters(
            paramLabel = "PICTURE",
            description = "A picture of a digit (" + PictureReader.FORMATS + "), or - for stdin.")
    private String picture = "";

    @Option(
            names = "--method",
            paramLabel = "gradient|grad-cam|occlusion",
            description =
                    "occlusion (the default) covers one part after another; gradient asks how the"
                            + " answer changes with each pixel; grad-cam shows where the last"
                            + " convolution found its reasons.")
    private Method method = Method.OCCLUSION;

    @Option(
            names = "--digit",
            paramLabel = "0-9",
            description = "Ask about this digit; by default the one that is read.")
    private @Nullable Integer digit;

    @Mixin private ResultOptions result = new ResultOptions();

    @Override
    public Integer call() throws IOException {
        if (digit != null) {
            UsageException.requireBetween("--digit", digit, 0, 9);
        }
        result.requireSensible(picture);
        ModelOptions.Choice choice = model.chooseToDraw(err());
        byte[] pixels = DigitPicture.read(picture, err()).pixels();
        Device device = compute.load();
        Saliency saliency =
                Saliency.of(choice.run(), choice.epoch(), pixels, method, digit, device);
        result.draw(() -> draw(choice, saliency));
        result.print("saliency/1", choice, document(saliency), () -> text(choice, saliency));
        return Exit.OK;
    }

    private Fields document(Saliency saliency) {
        return new Fields()
                .with("file", picture)
                .with("read", saliency.prediction().digit())
                .with("probabilities", saliency.prediction().probabilities())
                .with("method", saliency.method().toString())
                .with("digit", saliency.digit())
                .with("unit", unit(saliency.method()))
                .with("map", saliency.map())
                .with("picture", result.picture());
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
        if (result.output != null) {
            return head + result.whereDrawn("");
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
            return "Nothing was found for a %d: the whole map is 0.".formatted(saliency.digit());
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
