package org.patternscanner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.data.Augmentation.Strength;

class AugmentationTest {

    private static final int SIDE = 28;

    /** Every choice at its upper end, and no displacement. */
    private static final RandomGenerator UPPER_END =
            new RandomGenerator() {
                @Override
                public long nextLong() {
                    throw new AssertionError("not asked for");
                }

                @Override
                public double nextDouble() {
                    return 1;
                }

                @Override
                public double nextGaussian() {
                    return 0;
                }
            };

    @Test
    void changesNothingWithoutStrength() {
        byte[] image = noise(1);

        assertThat(drawn(new Strength(0, 0, 0, 0, 0), image, new SplittableRandom(2)))
                .isEqualTo(image);
    }

    /** Two to the right and two down is where each pixel comes from; the rest is black. */
    @Test
    void shiftMovesTheImageAndLeavesBlackBehind() {
        byte[] image = noise(3);

        byte[] moved = drawn(new Strength(0, 0, 0, 2, 0), image, UPPER_END);

        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean inside = y + 2 < SIDE && x + 2 < SIDE;
                byte expected = inside ? image[(y + 2) * SIDE + x + 2] : 0;
                assertThat(moved[y * SIDE + x]).isEqualTo(expected);
            }
        }
    }

    @Test
    void quarterTurnIsARearrangementOfThePixels() {
        byte[] image = noise(4);

        byte[] turned = drawn(new Strength(Math.PI / 2, 0, 0, 0, 0), image, UPPER_END);

        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int expected = image[(SIDE - 1 - x) * SIDE + y] & 0xff;
                assertThat((double) (turned[y * SIDE + x] & 0xff)).isCloseTo(expected, within(1.0));
            }
        }
    }

    /** Twice as large means that the middle quarter fills the image. */
    @Test
    void scaleKeepsTheCentre() {
        byte[] ramp = ramp();

        byte[] half = drawn(new Strength(0, Math.log(2), 0, 0, 0), ramp, UPPER_END);

        for (int x = 8; x < 20; x++) {
            double from = 13.5 + 2 * (x - 13.5);
            assertThat((double) (half[14 * SIDE + x] & 0xff)).isCloseTo(9 * from, within(1.0));
        }
    }

    /** On a ramp, brightness tells where a pixel came from. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1})
    void bendDisplacesByTheStandardDeviationThatItSays(double bend) {
        byte[] ramp = ramp();
        Random random = new Random(5);
        double squares = 0;
        int count = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] bent = drawn(new Strength(0, 0, 0, 0, bend), ramp, random);
            for (int x = 8; x < 20; x++) {
                double moved = (bent[14 * SIDE + x] & 0xff) / 9.0 - x;
                squares += moved * moved;
                count++;
            }
        }
        assertThat(Math.sqrt(squares / count)).isCloseTo(bend, within(0.06 * bend));
    }

    /** Neighbours move together: else strokes would fray. */
    @Test
    void bendIsSmooth() {
        byte[] ramp = ramp();
        Random random = new Random(6);
        for (int i = 0; i < 200; i++) {
            byte[] bent = drawn(new Strength(0, 0, 0, 0, 1), ramp, random);
            for (int x = 8; x < 20; x++) {
                double here = (bent[14 * SIDE + x] & 0xff) / 9.0 - x;
                double next = (bent[14 * SIDE + x + 1] & 0xff) / 9.0 - (x + 1);
                assertThat(Math.abs(next - here)).isLessThan(1.2);
            }
        }
    }

    @Test
    void sameNumbersGiveTheSameImageAndOthersAnother() {
        byte[] image = noise(7);

        byte[] one = drawn(Strength.STANDARD, image, new SplittableRandom(8));

        assertThat(drawn(Strength.STANDARD, image, new SplittableRandom(8))).isEqualTo(one);
        assertThat(drawn(Strength.STANDARD, image, new SplittableRandom(9))).isNotEqualTo(one);
    }

    @Test
    void readsTheImageWhereItLies() {
        byte[] two = new byte[2 * SIDE * SIDE];
        byte[] image = noise(10);
        System.arraycopy(image, 0, two, SIDE * SIDE, image.length);
        byte[] target = new byte[SIDE * SIDE];

        new Augmentation(Strength.STANDARD)
                .draw(two, SIDE * SIDE, new SplittableRandom(11), target);

        assertThat(target).isEqualTo(drawn(Strength.STANDARD, image, new SplittableRandom(11)));
    }

    private static byte[] drawn(Strength strength, byte[] image, RandomGenerator random) {
        byte[] target = new byte[SIDE * SIDE];
        new Augmentation(strength).draw(image, 0, random, target);
        return target;
    }

    private static byte[] noise(long seed) {
        byte[] image = new byte[SIDE * SIDE];
        new Random(seed).nextBytes(image);
        return image;
    }

    /** Nine levels brighter with each column. */
    private static byte[] ramp() {
        byte[] image = new byte[SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (9 * (i % SIDE));
        }
        return image;
    }
}
