package org.patternscanner.handwriting;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a digit's strokes come onto the picture. Lengths are shares of the digit's height.
 *
 * <p>Each is drawn with a width, and a part of that width over which its edge fades.
 */
public enum Pen {
    MEDIUM(true, 0.07, 0.11, 0),
    THIN(true, 0.025, 0.045, 0),
    THICK(true, 0.14, 0.19, 0),
    BLURRED(true, 0.08, 0.15, 0.8),
    /** Loses its ink along the way. */
    FADING(false, 0.07, 0.12, 0.2),
    /** Leaves gaps as long as it is wide. */
    BROKEN(false, 0.07, 0.11, 0),
    /** The picture ends where the digit does. */
    TIGHT_CROP(false, 0.1, 0.16, 0.4);

    private final boolean trainedOn;
    final double thinnest;
    final double thickest;
    final double softness;

    Pen(boolean trainedOn, double thinnest, double thickest, double softness) {
        this.trainedOn = trainedOn;
        this.thinnest = thinnest;
        this.thickest = thickest;
        this.softness = softness;
    }

    /** The pens that a training may see. */
    public static List<Pen> forTraining() {
        return Stream.of(values()).filter(Pen::isTrainedOn).toList();
    }

    /** Whether a training may see it. */
    public boolean isTrainedOn() {
        return trainedOn;
    }

    /** As in "tight crop". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
