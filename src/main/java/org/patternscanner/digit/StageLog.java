package org.patternscanner.digit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.patternscanner.image.GreyImage;

/** Does the work of the stages, one after the other, and keeps what the picture looks like. */
final class StageLog {

    private final Set<OptionalStage> without;
    private final List<Stage> stages;

    /**
     * Begins.
     *
     * @param without stages that are to be left out
     */
    StageLog(Set<OptionalStage> without) {
        this(without, List.of());
    }

    private StageLog(Set<OptionalStage> without, List<Stage> stages) {
        this.without = without;
        this.stages = new ArrayList<>(stages);
    }

    /** The work of one stage. */
    interface Work {
        GreyImage of(GreyImage before) throws NoDigitsException;
    }

    /** Goes on from here without changing this one. */
    StageLog copy() {
        return new StageLog(without, stages);
    }

    boolean leavesOut(OptionalStage stage) {
        return without.contains(stage);
    }

    boolean leavesNothingOut() {
        return without.isEmpty();
    }

    void add(Stage stage) {
        stages.add(stage);
    }

    /** Does the work and adds the stage to the others, unless it is to be left out. */
    GreyImage run(OptionalStage stage, GreyImage before, Work work) throws NoDigitsException {
        boolean leftOut = leavesOut(stage);
        GreyImage after = leftOut ? before : work.of(before);
        stages.add(leftOut ? stage.leftOut(after) : stage.done(after));
        return after;
    }

    List<Stage> stages() {
        return stages;
    }
}
