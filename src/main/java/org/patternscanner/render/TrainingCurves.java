package org.patternscanner.render;

import java.io.IOException;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunInfo;

/** The curves of a run, as a picture in its folder. */
public final class TrainingCurves {

    /** The name of the picture in a run. */
    public static final String FILE = "curves.png";

    private TrainingCurves() {}

    /**
     * Draws what the run has so far.
     *
     * @return false if it could not, because Java has no fonts: that costs no run its result
     */
    public static boolean write(Run run) throws IOException {
        RunInfo info = run.info();
        String subtitle =
                "recipe %s, %d %s, seed %d"
                        .formatted(
                                info.config().recipe().name(),
                                info.lastEpoch(),
                                info.lastEpoch() == 1 ? "epoch" : "epochs",
                                info.config().seed());
        try {
            Png.write(Curves.of(info.name(), subtitle, info.epochs()), run.folder().resolve(FILE));
            return true;
        } catch (RuntimeException | Error e) {
            if (Letters.areMissing(e)) {
                return false;
            }
            throw e;
        }
    }
}
