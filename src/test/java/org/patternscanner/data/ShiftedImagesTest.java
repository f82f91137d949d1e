package org.patternscanner.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that are shifted to the side. */
class ShiftedImagesTest {

    @ParameterizedTest
    @ValueSource(ints = {-28, -8, -1, 0, 1, 5, 28})
    void everyPixelComesFromSoManyPlacesToTheLeftOrIsBlack(int shift) {
        byte[] pixels = new byte[2 * 784];
        new Random(1).nextBytes(pixels);
        LabelledImages shifted = new LabelledImages(pixels, new byte[] {3, 4}).shifted(shift);
        assertThat(shifted.labels()).containsExactly(3, 4);
        for (int i = 0; i < pixels.length; i++) {
            int from = i % 28 - shift;
            byte expected = from < 0 || from >= 28 ? 0 : pixels[i - shift];
            assertThat(shifted.pixels()[i]).isEqualTo(expected);
        }
    }
}
