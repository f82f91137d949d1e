package org.patternscanner.cli;

import java.io.IOException;
import java.util.Locale;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.Split;

/** Images that a run did not learn from. */
enum HeldOut {
    TEST,
    VALIDATION;

    /** Those of a run. */
    LabelledImages of(Run run, RunImages images) throws IOException {
        if (this == TEST) {
            return images.of(run).test();
        }
        int count = run.info().config().validation();
        if (count == 0) {
            throw new IOException(
                    "Run %s held out no image for validation.".formatted(run.info().name()));
        }
        LabelledImages training = images.of(run).training();
        return training.select(Split.balanced(training, count).validation());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
