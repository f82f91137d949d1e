package org.patternscanner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OneCycleTest {

    /** PyTorch's own test of OneCycleLR (max_lr 25, ten steps) expects 1, 13, 25 and a descent. */
    @Test
    void tenStepsAreThoseOfPyTorchsOwnTest() {
        OneCycle schedule = new OneCycle(25, 10);
        assertThat(schedule.getNewValue(1)).isEqualTo(1);
        assertThat(schedule.getNewValue(2)).isEqualTo(13);
        assertThat(schedule.getNewValue(3)).isEqualTo(25);
        for (int i = 1; i <= 7; i++) {
            double lowest = 1e-4;
            double expected = lowest + (25 - lowest) / 2 * (1 + Math.cos(Math.PI * i / 7));
            assertThat((double) schedule.getNewValue(3 + i)).isCloseTo(expected, within(1e-5));
        }
        assertThat(schedule.getNewValue(10)).isCloseTo(1e-4f, within(1e-9f));
    }

    @Test
    void longScheduleStartsPeaksAndEndsWherePyTorchSays() {
        OneCycle schedule = new OneCycle(0.004, 4690);
        assertThat(schedule.getNewValue(1)).isEqualTo((float) (0.004 / 25));
        assertThat(schedule.getNewValue(1407)).isEqualTo(0.004f); // the 1406th after the first
        assertThat(schedule.getNewValue(4690)).isCloseTo((float) (0.004 / 25e4), within(1e-12f));
        // Half way up and half way down, the cosine stands in the middle.
        assertThat((double) schedule.getNewValue(704)).isCloseTo(0.00208, within(1e-9));
        double middle = (0.004 + 0.004 / 25e4) / 2;
        double besides = schedule.getNewValue(3048) + (double) schedule.getNewValue(3049);
        assertThat(besides / 2).isCloseTo(middle, within(1e-9));
    }

    @Test
    void rateRisesToThePeakAndFallsFromThere() {
        for (int steps : new int[] {10, 33, 938}) {
            OneCycle schedule = new OneCycle(1, steps);
            int highest = 1;
            for (int step = 2; step <= steps; step++) {
                if (schedule.getNewValue(step) > schedule.getNewValue(step - 1)) {
                    assertThat(highest).isEqualTo(step - 1);
                    highest = step;
                }
            }
            assertThat((double) highest).isCloseTo(0.3 * steps, within(1.0));
        }
    }

    @Test
    void onlyStepOfATrainingHasThePeak() {
        assertThat(new OneCycle(0.004, 1).getNewValue(1)).isEqualTo(0.004f);
    }

    @Test
    void shortestTrainingsHaveARateToo() {
        for (int steps = 1; steps <= 9; steps++) {
            OneCycle schedule = new OneCycle(0.01, steps);
            for (int step = 1; step <= steps + 1; step++) {
                assertThat(schedule.getNewValue(step))
                        .as("step %d of %d", step, steps)
                        .isGreaterThan(0)
                        .isLessThanOrEqualTo(0.01f);
            }
        }
    }
}
