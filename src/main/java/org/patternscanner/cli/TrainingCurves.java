package org.patternscanner.cli;

import java.io.IOException;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.render.Curves;
import org.patternscanner.render.Png;

/** The curves of a run, as a picture in its folder. */
final class TrainingCurves {

    static final String FILE = "curves.png";

    private TrainingCurves() {}

    static void write(Run run) throws IOException {
        RunInfo info = run.info();
        String subtitle =
                "recipe %s, %d %s, seed %d"
                        .formatted(
                                info.config().recipe().name(),
                                info.lastEpoch(),
                                info.lastEpoch() == 1 ? "epoch" : "epochs",
                                info.config().seed());
        Png.write(Curves.of(info.name(), subtitle, info.epochs()), run.folder().resolve(FILE));
    }
}
