package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.patternscanner.arithmetic.ReceptiveField.Span;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.EffectiveField;
import org.patternscanner.inspection.MeasuredReceptiveField;
import org.patternscanner.inspection.MeasuredReceptiveField.Unit;
import org.patternscanner.render.Box;
import org.patternscanner.render.EffectiveFieldImage;
import org.patternscanner.render.EffectiveFieldImage.Panel;
import org.patternscanner.render.ProgressLine;
import org.patternscanner.render.TextTable;

/**
 * The receptive fields as a trained network has them.
 *
 * @param choice the network
 * @param images how many training images the effective fields are the mean of
 * @param measured one a layer
 * @param effective one a layer, in the same order
 */
record FieldMeasurement(
        ModelOptions.Choice choice,
        int images,
        List<MeasuredReceptiveField> measured,
        List<EffectiveField> effective) {

    /**
     * Every pixel is tried in so many images of noise, and in as many digits. What hides in the
     * ones shows in the others: on five networks four of each were enough, and digits alone were
     * not.
     */
    private static final int IMAGES_TO_TRY = 6;

    /** Whatever the noise, the fields come out the same. */
    private static final long NOISE = 1;

    private static final int TRAINING_IMAGES = 500;

    /**
     * What a program is told of a layer.
     *
     * @param rows how many rows of pixels change the middle unit
     * @param columns the same of columns
     * @param agreeing at how many places of the map exactly the computed pixels do
     * @param units how many places there are
     * @param halfOfEnergy see {@link EffectiveField#half}
     * @param energy the middle unit's field, row by row, as shares of the whole
     */
    record Facts(
            int rows, int columns, int agreeing, int units, int halfOfEnergy, float[][] energy) {}

    /** Measures; a bar on a terminal shows how far it is. */
    static FieldMeasurement of(ModelOptions.Choice choice, Device device) throws IOException {
        LabelledImages training = DataOptions.open(choice.run().info().config()).training();
        byte[] images = training.first(TRAINING_IMAGES).pixels();
        int count = images.length / LabelledImages.PIXELS;
        byte[] tried = imagesToTry(training);
        List<MeasuredReceptiveField> measured;
        try (ProgressLine line =
                Terminal.detect().progress("trying pixels", tried.length / LabelledImages.PIXELS)) {
            measured =
                    MeasuredReceptiveField.of(
                            choice.run(), choice.epoch(), tried, device, () -> line.step(1, ""));
        }
        try (ProgressLine line =
                Terminal.detect().progress("gradients", (long) measured.size() * count)) {
            List<EffectiveField> effective =
                    EffectiveField.of(
                            choice.run(), choice.epoch(), images, device, () -> line.step(1, ""));
            return new FieldMeasurement(choice, count, measured, effective);
        }
    }

    private static byte[] imagesToTry(LabelledImages training) {
        ByteArrayOutputStream images = new ByteArrayOutputStream();
        images.writeBytes(MeasuredReceptiveField.noise(IMAGES_TO_TRY, NOISE));
        images.writeBytes(training.first(IMAGES_TO_TRY).pixels());
        return images.toByteArray();
    }

    List<TextTable.Column> columns() {
        return List.of(right("measured"), right("agrees"), right("half in"));
    }

    /** A layer's cells in these columns. */
    List<String> cells(int layer) {
        Facts facts = facts(layer);
        return List.of(
                facts.rows + " x " + facts.columns,
                facts.agreeing + " of " + facts.units,
                facts.halfOfEnergy == 0 ? "-" : square(facts.halfOfEnergy));
    }

    private static String square(int side) {
        return side + " x " + side;
    }

    Facts facts(int layer) {
        MeasuredReceptiveField field = measured.get(layer);
        Unit middle = field.middle();
        List<Unit> units = field.units();
        EffectiveField energy = effective.get(layer);
        return new Facts(
                middle.rows().size(),
                middle.columns().size(),
                (int) units.stream().filter(Unit::agrees).count(),
                units.size(),
                energy.half(),
                inField(energy));
    }

    private static float[][] inField(EffectiveField field) {
        float[][] part = new float[field.rows().size()][];
        for (int row = 0; row < part.length; row++) {
            part[row] =
                    Arrays.copyOfRange(
                            field.energy()[field.rows().first() + row],
                            field.columns().first(),
                            field.columns().last() + 1);
        }
        return part;
    }

    String explanation() {
        return """
                measured, on %s: the pixels that change the middle unit.
                agrees: at how many places of the map they are exactly the computed ones, cut off at the
                image's border. half in: the inner square that holds half of the squared gradients, over
                %d training images.
                """
                .formatted(choice.describe(), images);
    }

    /** Says of each layer that does not agree where; true if all agree. */
    boolean confirms(PrintWriter err) {
        boolean all = true;
        for (MeasuredReceptiveField field : measured) {
            List<Unit> others = field.units().stream().filter(unit -> !unit.agrees()).toList();
            if (!others.isEmpty()) {
                all = false;
                err.println("cnn: " + disagreement(field, others));
            }
        }
        return all;
    }

    private static String disagreement(MeasuredReceptiveField field, List<Unit> others) {
        Unit first = others.get(0);
        Span rows = field.step().field().of(first.row()).within(LabelledImages.SIDE);
        Span columns = field.step().field().of(first.column()).within(LabelledImages.SIDE);
        return "%s does not agree at %d of its %d places: at row %d, column %d the computed field has %d pixels, but %s."
                .formatted(
                        field.step().layer().name(),
                        others.size(),
                        field.units().size(),
                        first.row(),
                        first.column(),
                        rows.size() * columns.size(),
                        first.pixels() == 0
                                ? "none changes it"
                                : "%d change it, in rows %d to %d and columns %d to %d"
                                        .formatted(
                                                first.pixels(),
                                                first.rows().first(),
                                                first.rows().last(),
                                                first.columns().first(),
                                                first.columns().last()));
    }

    BufferedImage picture() {
        List<Panel> panels = new ArrayList<>();
        for (EffectiveField field : effective) {
            Box box = Box.of(field.step().layer().name(), field.rows(), field.columns());
            panels.add(new Panel(box, field.energy(), field.half(), remark(field)));
        }
        return EffectiveFieldImage.of(
                "Not all pixels of a receptive field count alike",
                "%s: squared gradient of the unit in the middle of each layer, mean over %d training images"
                        .formatted(choice.describe(), images),
                panels);
    }

    private static String remark(EffectiveField field) {
        if (field.half() == 0) {
            return "no gradient reaches a pixel";
        }
        return field.half() == field.step().field().size()
                ? "half of the energy needs all of it"
                : "the inner %s hold %.0f %% of the energy"
                        .formatted(square(field.half()), 100 * field.inner(field.half()));
    }
}
