package org.patternscanner.inspection;

import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.ndarray.BytesSupplier;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.ServingTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import ai.djl.util.JsonUtils;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.digit.Candidate;
import org.patternscanner.digit.NoDigitsException;
import org.patternscanner.digit.Readings;
import org.patternscanner.image.Picture;
import org.patternscanner.inspection.DigitReader.ReadDigit;
import org.patternscanner.network.Normalization;
import org.patternscanner.picture.PictureReader;
import org.patternscanner.picture.UnreadablePictureException;

/**
 * Between DJL Serving and the network: a request's body is a picture, as {@code cnn predict} takes
 * it, and the answer is JSON, {@link Answer}.
 *
 * <p>A body that cannot be read is answered with a sentence: DJL Serving makes of a {@link
 * TranslateException} a response with status 400.
 */
public final class DigitTranslator implements ServingTranslator {

    /** An argument: see {@link Normalization}. */
    public static final String MEAN = "mean";

    /** An argument: see {@link Normalization}. */
    public static final String STANDARD_DEVIATION = "standardDeviation";

    /** An argument: what the logits are divided by before softmax. */
    public static final String TEMPERATURE = "temperature";

    /** All go through the network at once, and a server has memory for so many. */
    private static final int MOST_CANDIDATES = 1_000;

    /** What the messages call the picture. */
    private static final String BODY = "request";

    private static final String READINGS = "readings";
    private static final String WARNINGS = "warnings";

    private Normalization normalization = Normalization.MNIST;
    private double temperature = 1;

    /** What DJL Serving makes it with. */
    public DigitTranslator() {}

    /**
     * Takes what the network was trained with.
     *
     * @throws IllegalArgumentException if {@link #MEAN}, {@link #STANDARD_DEVIATION} or {@link
     *     #TEMPERATURE} is missing or no number
     */
    @Override
    public void setArguments(Map<String, ?> arguments) {
        normalization =
                new Normalization(number(arguments, MEAN), number(arguments, STANDARD_DEVIATION));
        temperature = number(arguments, TEMPERATURE);
    }

    private static double number(Map<String, ?> arguments, String name) {
        return Double.parseDouble(String.valueOf(arguments.get(name)));
    }

    /** Each picture is a batch of its own: of all that may be a digit in it. */
    @Override
    public @Nullable Batchifier getBatchifier() {
        return null;
    }

    /**
     * Normalizes a picture.
     *
     * @param request its first part, or the part called data, is a picture file
     * @return (B, 1, 28, 28), all that may be a digit in it
     * @throws TranslateException with one sentence, if it is no picture or shows no digit
     */
    @Override
    public NDList processInput(TranslatorContext context, Input request) throws TranslateException {
        Picture picture = picture(request);
        Readings readings = readings(picture);
        List<Candidate> candidates =
                DigitReader.all(readings).stream().flatMap(List::stream).toList();
        if (candidates.size() > MOST_CANDIDATES) {
            throw new TranslateException(
                    "The picture shows more pieces of ink than a number has: cut out the number.");
        }
        context.setAttachment(READINGS, readings);
        context.setAttachment(WARNINGS, picture.warnings());
        Shape shape = new Shape(candidates.size(), LabelledImages.SIDE, LabelledImages.SIDE, 1);
        NDArray images =
                context.getNDManager()
                        .create(
                                ByteBuffer.wrap(DigitReader.pixels(candidates)),
                                shape,
                                DataType.UINT8);
        return new NDList(normalization.apply(images));
    }

    private static Picture picture(Input request) throws TranslateException {
        BytesSupplier body = request.getData();
        if (body == null) {
            throw new TranslateException(
                    "The request has no body: send a picture file, %s, in it."
                            .formatted(PictureReader.FORMATS));
        }
        try {
            return PictureReader.read(BODY, new ByteArrayInputStream(body.getAsBytes()));
        } catch (UnreadablePictureException e) {
            throw new TranslateException(e.getMessage(), e);
        }
    }

    private static Readings readings(Picture picture) throws TranslateException {
        try {
            return Readings.of(picture, false, false);
        } catch (NoDigitsException e) {
            throw new TranslateException(e.getMessage(), e);
        }
    }

    /**
     * Reads the digits.
     *
     * @param logits (B, 10), of what {@link #processInput} gave
     * @return {@link Answer} as JSON
     */
    @Override
    @SuppressWarnings("unchecked") // both were put there above
    public Output processOutput(TranslatorContext context, NDList logits) {
        Readings readings = (Readings) context.getAttachment(READINGS);
        List<String> warnings = (List<String>) context.getAttachment(WARNINGS);
        float[] flat = logits.singletonOrThrow().toFloatArray();
        float[][] rows = Maps.rows(flat, LabelledImages.CLASSES);
        List<ReadDigit> digits =
                DigitReader.read(readings, Prediction.ofAll(rows, temperature)).digits();
        Output output = new Output();
        output.addProperty("Content-Type", "application/json");
        output.add(JsonUtils.GSON_COMPACT.toJson(Answer.of(digits, warnings)));
        return output;
    }
}
