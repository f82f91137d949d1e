package org.patternscanner.render;

/**
 * What one epoch adds to the curves.
 *
 * @param epoch counted from 1
 * @param trainingLoss mean over the epoch's steps
 * @param validationLoss after the epoch
 * @param validationAccuracy after the epoch, from 0 to 1
 */
public record EpochPoint(
        int epoch, double trainingLoss, double validationLoss, double validationAccuracy) {}
