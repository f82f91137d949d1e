package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.lab.Verdict.HELD;
import static org.patternscanner.lab.Verdict.NOT_DECIDED;
import static org.patternscanner.lab.Verdict.REFUTED;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Spread;

/** What intervals decide. The 95 % interval of 1, 2, 3 is 2 plus or minus 2.48. */
class VerdictTest {

    private static final Spread MEASURED = Spread.of(1, 2, 3);

    @Test
    void isLargerIfTheWholeIntervalIs() {
        assertThat(Verdict.above(-0.5, MEASURED)).isEqualTo(HELD);
        assertThat(Verdict.above(0, MEASURED)).isEqualTo(NOT_DECIDED);
        assertThat(Verdict.above(4, MEASURED)).isEqualTo(NOT_DECIDED);
        assertThat(Verdict.above(4.5, MEASURED)).isEqualTo(REFUTED);
    }

    @Test
    void isAsGoodAsZeroIfTheWholeIntervalIsNear() {
        assertThat(Verdict.within(4.5, MEASURED)).isEqualTo(HELD);
        assertThat(Verdict.within(4, MEASURED)).isEqualTo(NOT_DECIDED);
        assertThat(Verdict.within(0.5, Spread.of(2, 2.1, 2.2))).isEqualTo(REFUTED);
        assertThat(Verdict.within(0.5, Spread.of(-2, -2.1, -2.2))).isEqualTo(REFUTED);
    }

    /** What lies just on the bound is called small, or large, in one of forty experiments each. */
    @Test
    void isWrongOnTheBoundAsOftenAsItMayBe() {
        Random random = new Random(1);
        int above = 0;
        int within = 0;
        for (int i = 0; i < 4_000; i++) {
            double[] values = random.doubles(5).map(any -> 1 + random.nextGaussian() / 9).toArray();
            above += Verdict.above(1, Spread.of(values)) == HELD ? 1 : 0;
            within += Verdict.within(1, Spread.of(values)) == HELD ? 1 : 0;
        }
        assertThat(above).isBetween(70, 130);
        assertThat(within).isBetween(70, 130);
    }

    @Test
    void ofSeveralClaimsTheWorstCounts() {
        assertThat(Verdict.all(HELD, HELD)).isEqualTo(HELD);
        assertThat(Verdict.all(HELD, NOT_DECIDED, HELD)).isEqualTo(NOT_DECIDED);
        assertThat(Verdict.all(NOT_DECIDED, REFUTED, HELD)).isEqualTo(REFUTED);
    }

    @Test
    void experimentsWithDifferentSeedsShareNone() {
        assertThat(Trainings.seeds(1, 100).toArray())
                .doesNotContain(Trainings.seeds(2, 100).toArray())
                .doesNotHaveDuplicates();
        assertThat(Trainings.seeds(1, 3).toArray()).isEqualTo(Trainings.seeds(1, 3).toArray());
    }
}
