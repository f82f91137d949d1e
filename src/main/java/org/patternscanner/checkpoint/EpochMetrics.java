package org.patternscanner.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * What was measured in one epoch.
 *
 * @param epoch the first is 1
 * @param trainLoss the mean cross-entropy of the epoch's steps, in nats, each before its update; of
 *     augmented images where the recipe says so, and of the labels as they are, not smoothed; null
 *     where the network was imported
 * @param validationLoss after the epoch; null where no image is held out
 * @param validationAccuracy after the epoch, from 0 to 1; null where no image is held out
 * @param temperature that calibrates the epoch's probabilities, fitted on the held-out images: see
 *     {@link org.patternscanner.arithmetic.Calibration}; null where there are none
 * @param seconds of training, without pauses, validation and saving; 0 where the network was
 *     imported
 */
public record EpochMetrics(
        int epoch,
        @Nullable Double trainLoss,
        @Nullable Double validationLoss,
        @Nullable Double validationAccuracy,
        @Nullable Double temperature,
        double seconds) {}
