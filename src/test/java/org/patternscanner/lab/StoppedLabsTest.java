package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The labs that take long look whether they are asked to stop. */
class StoppedLabsTest {

    static final List<Lab<?>> LONG =
            List.of(
                    new Equivariance(),
                    new Pooling(),
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
}
