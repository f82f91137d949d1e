package org.patternscanner.digit;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;
import org.patternscanner.image.GreyImage;

/**
 * A stage of the normalisation that can be left out, to see what it is for. All but the first,
 * which makes colours grey, in the order of the work.
 */
public enum OptionalStage {
    POLARITY("polarity", "light ink on dark paper"),
    BACKGROUND("background-corrected", "the ground is taken away"),
    LINES("lines removed", "printed lines are removed"),
    INK("ink", "faint goes, ink is white"),
    CLEANING("cleaned", "the digit alone is cut out"),
    CROPPING("cropped", "the empty rim is cut off"),
    THICKENING("thickened", "thin strokes grow thicker"),
    SCALING("scaled", "longer side: 20 pixels"),
    CENTRING("centred", "its weight in the middle");

    private final String stage;
    private final String change;

    OptionalStage(String stage, String change) {
        this.stage = stage;
        this.change = change;
    }

    /** As commands and requests name it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The stage that commands and requests name so, in large or small letters.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static OptionalStage named(String text) {
        return Arrays.stream(values())
                .filter(stage -> stage.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "'%s' is no stage that can be left out; there are %s."
                                                .formatted(text, names())));
    }

    /** All of them, with commas between. */
    public static String names() {
        return Arrays.stream(values()).map(OptionalStage::toString).collect(joining(", "));
    }

    /** The name of its {@link Stage}. */
    public String stageName() {
        return stage;
    }

    /** What it does, in a few words. */
    public String change() {
        return change;
    }

    /** Its stage, with the picture after it. */
    Stage done(GreyImage after) {
        return new Stage(stage, change, after);
    }

    /** Its stage, with the picture as it was. */
    Stage leftOut(GreyImage before) {
        return new Stage(stage, "left out", before);
    }
}
