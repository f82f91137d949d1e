package org.patternscanner.lab;

import java.util.List;
import java.util.Optional;

/** All experiments, in the lesson's order. */
public final class Labs {

    /** Each once. */
    public static final List<Lab<?>> ALL =
            List.of(
                    new Sliding(),
                    new OutputSize(),
                    new WeightSharing(),
                    new Equivariance(),
                    new ReceptiveFieldLab(),
                    new StackCollapse(),
                    new Pooling(),
                    new Hierarchy(),
                    new PermutedPixels(),
                    new SampleEfficiency(),
                    new TableColumns(),
                    new SilencedFilters(),
                    new FilmOfTraining());

    private Labs() {}

    /** The experiment of a name. */
    public static Optional<Lab<?>> named(String name) {
        return ALL.stream().filter(lab -> lab.name().equals(name)).findFirst();
    }
}
