package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.patternscanner.render.Json;

/** What holds for each of the labs that take long. */
class LongLabsTest {

    static final List<Lab<?>> LONG =
            List.of(
                    new Equivariance(),
                    new Pooling(),
                    new Hierarchy(),
                    new PermutedPixels(),
                    new SampleEfficiency(),
                    new TableColumns(),
                    new SilencedFilters(),
                    new FilmOfTraining());

    @ParameterizedTest
    @FieldSource("LONG")
    void stopsWhenAsked(Lab<?> lab) {
        assertThatThrownBy(() -> lab.run(new SmallContext(1, () -> true)))
                .isInstanceOf(CancellationException.class);
    }

    /** A lab in its smallest size. */
    private interface Tiny {
        Record run(LabContext context) throws IOException;
    }

    @SuppressWarnings("UnusedVariable") // JUnit reads it by its name
    private static final List<Tiny> TINY =
            List.of(
                    context ->
                            new Equivariance().run(context, new Equivariance.Size(1, 64, 20, 1, 2)),
                    context -> new Pooling().run(context, 12),
                    context ->
                            new PermutedPixels()
                                    .run(context, new PermutedPixels.Size(64, 50, 1, 2)),
                    context ->
                            new SampleEfficiency()
                                    .run(
                                            context,
                                            new SampleEfficiency.Size(List.of(32), 50, 1, 2, 2)),
                    context -> new TableColumns().run(context, new TableColumns.Size(2, 2, 2, 1)),
                    context -> new SilencedFilters().run(context, 60),
                    context ->
                            new FilmOfTraining()
                                    .run(context, new FilmOfTraining.Size(100, 640, 1, 2)));

    @ParameterizedTest
    @FieldSource("TINY")
    void sameSeedGivesTheSameNumbersAndAnotherSeedOthers(Tiny lab) throws IOException {
        String once = Json.toText(lab.run(new SmallContext(1)));

        assertThat(Json.toText(lab.run(new SmallContext(1)))).isEqualTo(once);
        assertThat(Json.toText(lab.run(new SmallContext(2)))).isNotEqualTo(once);
    }
}
