package org.patternscanner.image;

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
