package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiagnoseTest {

    @Test
    void eachFaultFailsInItsWayAndTheGoodTrainingCuresIt() throws Exception {
        Diagnose.Result[] results = Diagnose.run(400);

        Diagnose.Result good = results[0];
        assertThat(good.after()).isLessThan(good.before() / 4);
        assertThat(good.own()).isGreaterThan(0.9f);
        assertThat(good.others()).isGreaterThan(0.85f);

        double guessing = Math.log(10);
        Diagnose.Result tooHigh = results[1];
        assertThat(tooHigh.after())
                .satisfiesAnyOf(
                        loss -> assertThat(loss).isNaN(),
                        loss -> assertThat(loss).isGreaterThan(2));
        assertThat(tooHigh.others()).isLessThan(0.3f);
        Diagnose.Result tooLow = results[2];
        assertThat(tooLow.after()).isGreaterThan(0.9f * tooLow.before());
        Diagnose.Result notNormalized = results[3];
        assertThat(notNormalized.before()).isGreaterThan(20);
        assertThat(notNormalized.others()).isLessThan(0.5f);
        Diagnose.Result shifted = results[4];
        assertThat(shifted.after()).isGreaterThan(1.9f);
        assertThat(shifted.others()).isLessThan(0.25f);
        Diagnose.Result dead = results[5];
        assertThat((double) dead.after()).isBetween(guessing - 0.02, guessing + 0.02);
        Diagnose.Result overfitted = results[6];
        assertThat(overfitted.own()).isEqualTo(1);
        assertThat(overfitted.others()).isLessThan(good.others() - 0.1f);
    }
}
