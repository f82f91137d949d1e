package org.patternscanner.training;

import java.util.function.DoubleSupplier;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.checkpoint.RunInfo;

/** What a training tells of itself, to a progress bar or to a page. */
public interface TrainingEvents {

    /** Before the first epoch. */
    default void started(RunInfo run, int trainingImages) {}

    /**
     * Before the first step of an epoch.
     *
     * @param epoch the first is 1
     */
    default void epochStarted(int epoch, int steps) {}

    /**
     * After a step.
     *
     * @param images of this step
     * @param loss reads the epoch's mean loss so far; that waits for the device, so call it seldom
     */
    default void stepFinished(int step, int images, DoubleSupplier loss) {}

    /** After an epoch, once it is safe on disk. */
    default void epochFinished(RunInfo run, EpochMetrics metrics) {}

    /** While the validation or the test set is measured, before the result. */
    default void measuring(String what) {}

    /** After the test. */
    default void finished(RunInfo run) {}
}
