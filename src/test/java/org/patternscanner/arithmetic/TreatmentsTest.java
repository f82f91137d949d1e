package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whether treatments differ by more than chance. */
class TreatmentsTest {

    /** Two treatments in three blocks: of 8 deals, only two lie as far apart as 1, 1, 1. */
    @Test
    void pValueOfASmallExperimentCountsItsDeals() {
        Treatments treatments = Treatments.of(new double[][] {{1, 12, 23}, {0, 11, 22}}, 1);
        assertThat(treatments.spread()).isCloseTo(Math.sqrt(0.5), within(1e-9));
        assertThat(treatments.pValue()).isCloseTo(2 / 8.0, within(0.02));
        assertThat(treatments.chance()).isCloseTo(0, within(1e-12)); // always 1 apart
    }

    /** A mean of six with a standard deviation of 1 has one of 1 / sqrt(6), whatever was added. */
    @Test
    void chanceIsWhatTheMeansWouldSpreadByWithoutAnyTreatment() {
        Random random = new Random(4);
        double[][] measured = new double[400][6];
        for (int treatment = 0; treatment < 400; treatment++) {
            for (int block = 0; block < 6; block++) {
                measured[treatment][block] = random.nextGaussian() + treatment - 50 * block;
            }
        }
        assertThat(Treatments.of(measured, 1).chance()).isCloseTo(1 / Math.sqrt(6), within(0.02));
    }

    @Test
    void whatAWholeBlockHasInCommonCountsForNothing() {
        Random random = new Random(2);
        double[][] measured = new double[6][5];
        double[][] lifted = new double[6][5];
        for (int treatment = 0; treatment < 6; treatment++) {
            for (int block = 0; block < 5; block++) {
                measured[treatment][block] = random.nextGaussian() + treatment;
                lifted[treatment][block] = measured[treatment][block] + 100 * block;
            }
        }
        assertThat(Treatments.of(lifted, 1).pValue())
                .isEqualTo(Treatments.of(measured, 1).pValue())
                .isLessThan(Treatments.SIGNIFICANT);
        assertThat(Treatments.of(lifted, 1).isSignificant()).isTrue();
    }

    @Test
    void treatmentsThatMeanNothingAreRarelyCalledDifferent() {
        Random random = new Random(3);
        int different = 0;
        for (int experiment = 0; experiment < 40; experiment++) {
            double[][] measured = new double[4][3];
            for (double[] treatment : measured) {
                for (int block = 0; block < 3; block++) {
                    treatment[block] = random.nextGaussian();
                }
            }
            different += Treatments.of(measured, 1).isSignificant() ? 1 : 0;
        }
        assertThat(different).isLessThanOrEqualTo(2); // 0.4 expected
    }

    @Test
    void equalMeasurementsDoNotDiffer() {
        assertThat(Treatments.of(new double[][] {{3, 4}, {3, 4}}, 1).pValue()).isEqualTo(1);
    }
}
