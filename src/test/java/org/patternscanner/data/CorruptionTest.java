package org.patternscanner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of damage leaves alone and what it changes, by counts of its own. */
class CorruptionTest {

    private static LabelledImages digits;

    @BeforeAll
    static void aHundredDigits() throws IOException {
        digits = ImageSet.mnist().training().first(100);
    }

    @ParameterizedTest
    @EnumSource
    void drawsTheSameFromOneSeedAndChangesEachImage(Corruption corruption) {
        byte[] before = digits.pixels().clone();
        LabelledImages damaged = corruption.of(digits, 1);

        assertThat(digits.pixels()).isEqualTo(before);
        assertThat(damaged.labels()).isEqualTo(digits.labels());
        assertThat(corruption.of(digits, 1).pixels()).isEqualTo(damaged.pixels());
        for (int i = 0; i < digits.size(); i++) {
            assertThat(damaged.image(i)).as("image %d", i).isNotEqualTo(digits.image(i));
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SCALE", "BRIGHTNESS", "STRIPE", "EDGES"})
    void damagesEachCopyOfAnImageInItsOwnWay(Corruption corruption) {
        LabelledImages copies = corruption.of(digits.select(new int[40]), 1);

        Set<Integer> different = new HashSet<>();
        for (int i = 0; i < copies.size(); i++) {
            different.add(Arrays.hashCode(copies.image(i)));
        }
        assertThat(different).hasSizeGreaterThan(1);
        assertThat(corruption.of(digits, 2).pixels())
                .isNotEqualTo(corruption.of(digits, 1).pixels());
    }

    /** A black and a white image: noise must come with the share or the mean that it should. */
    @Test
    void noiseHasItsStatistics() {
        assertThat(mean(Corruption.SHOT_NOISE.of(plain(100), 1))).isCloseTo(100, within(1.5));
        assertThat(mean(Corruption.SHOT_NOISE.of(plain(0), 1))).isZero();
        assertThat(mean(Corruption.IMPULSE_NOISE.of(plain(0), 1)) / 255)
                .isCloseTo(0.1, within(0.005));
        assertThat(mean(Corruption.IMPULSE_NOISE.of(plain(255), 1)) / 255)
                .isCloseTo(0.9, within(0.005));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOTION_BLUR", "GLASS_BLUR"})
    void blurKeepsTheInkOfASquareAndTakesItsEdges(Corruption blur) {
        LabelledImages square = square(8, 20);
        LabelledImages blurred = blur.of(square, 1);

        assertThat(mean(blurred)).isCloseTo(mean(square), within(1.0));
        assertThat(count(blurred, 20, 235)).isGreaterThan(30);
    }

    /** In the middle of the image, where nothing is lost at its edge. */
    @Test
    void mapsMoveTurnAndShrink() {
        LabelledImages square = square(8, 20);
        assertThat(mean(Corruption.SCALE.of(square, 1)))
                .isCloseTo(0.36 * mean(square), within(1.0));
        for (Corruption same : new Corruption[] {Corruption.SHEAR, Corruption.ROTATE}) {
            assertThat(mean(same.of(square, 1))).isCloseTo(mean(square), within(0.5));
        }
        LabelledImages moved = Corruption.TRANSLATE.of(square, 1);
        assertThat(mean(moved)).isEqualTo(mean(square));
        assertThat(
                        new int[] {
                            on(moved, 5, 5), on(moved, 5, 22), on(moved, 22, 5), on(moved, 22, 22)
                        })
                .containsOnlyOnce(255);
    }

    @Test
    void stripeInvertsTheMiddleAlone() {
        LabelledImages striped = Corruption.STRIPE.of(digits, 1);
        for (int i = 0; i < digits.pixels().length; i++) {
            int before = digits.pixels()[i] & 0xff;
            boolean inside = i % 28 >= 10 && i % 28 < 18;
            assertThat(striped.pixels()[i] & 0xff).isEqualTo(inside ? 255 - before : before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRIGHTNESS", "SPATTER", "DOTTED_LINE", "ZIGZAG"})
    void whatIsAddedTakesNoInkAway(Corruption corruption) {
        LabelledImages damaged = corruption.of(digits, 1);
        for (int i = 0; i < digits.pixels().length; i++) {
            assertThat(damaged.pixels()[i] & 0xff)
                    .isGreaterThanOrEqualTo(digits.pixels()[i] & 0xff);
        }
    }

    @Test
    void edgesOfASquareAreItsRim() {
        LabelledImages edges = Corruption.EDGES.of(square(8, 20), 1);

        assertThat(count(edges, 1, 254)).isZero();
        assertThat(count(edges, 255, 255)).isEqualTo(48); // beside each side of 12 x 12 pixels
        assertThat(on(edges, 14, 14)).isZero();
        assertThat(on(edges, 2, 2)).isZero();
        assertThat(on(edges, 14, 7)).isEqualTo(255);
    }

    private static LabelledImages plain(int gray) {
        byte[] pixels = new byte[20 * LabelledImages.PIXELS];
        Arrays.fill(pixels, (byte) gray);
        return new LabelledImages(pixels, new byte[20]);
    }

    private static LabelledImages square(int from, int to) {
        byte[] pixels = new byte[LabelledImages.PIXELS];
        for (int y = from; y < to; y++) {
            Arrays.fill(pixels, y * 28 + from, y * 28 + to, (byte) 255);
        }
        return new LabelledImages(pixels, new byte[1]);
    }

    private static int on(LabelledImages images, int x, int y) {
        return images.pixels()[y * 28 + x] & 0xff;
    }

    private static double mean(LabelledImages images) {
        long sum = 0;
        for (byte pixel : images.pixels()) {
            sum += pixel & 0xff;
        }
        return (double) sum / images.pixels().length;
    }

    private static int count(LabelledImages images, int low, int high) {
        int count = 0;
        for (byte pixel : images.pixels()) {
            count += (pixel & 0xff) >= low && (pixel & 0xff) <= high ? 1 : 0;
        }
        return count;
    }
}
