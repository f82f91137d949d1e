package org.patternscanner.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MendingTest {

    private static LabelledImages digits;

    /** Some that the mean images of MNIST's first 10,000 know nothing of. */
    @BeforeAll
    static void digits() throws IOException {
        int[] later = new int[200];
        for (int i = 0; i < later.length; i++) {
            later[i] = 50_000 + i;
        }
        digits = ImageSet.mnist().training().select(later);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void whatIsMissingIsWhatWasDone(boolean transposed, boolean inverted) throws IOException {
        Mending done = new Mending(transposed, inverted);
        LabelledImages wrong = done.of(digits);

        assertThat(Mending.missing(wrong)).isEqualTo(done);
        assertThat(done.of(wrong).pixels()).isEqualTo(digits.pixels());
    }

    @Test
    void turnsOverTheDiagonalAndInvertsEachPixel() {
        LabelledImages turned = new Mending(true, false).of(digits);
        LabelledImages inverted = new Mending(false, true).of(digits);
        for (int i = 0; i < digits.size(); i++) {
            for (int y = 0; y < 28; y++) {
                for (int x = 0; x < 28; x++) {
                    int pixel = digits.image(i)[y * 28 + x] & 0xff;
                    assertThat(turned.image(i)[x * 28 + y] & 0xff).isEqualTo(pixel);
                    assertThat(inverted.image(i)[y * 28 + x] & 0xff).isEqualTo(255 - pixel);
                }
            }
        }
    }

    @Test
    void otherSubjectsAreLeftAlone() throws IOException {
        Random random = new Random(1);
        byte[] labels = new byte[digits.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) random.nextInt(10);
        }
        byte[] noise = new byte[digits.pixels().length];
        random.nextBytes(noise);

        assertThat(Mending.missing(new LabelledImages(digits.pixels(), labels)))
                .isEqualTo(Mending.NONE);
        assertThat(Mending.missing(new LabelledImages(noise, labels))).isEqualTo(Mending.NONE);
    }
}
