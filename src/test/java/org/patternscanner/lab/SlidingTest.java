package org.patternscanner.lab;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.lab.Sliding.Results;
import org.patternscanner.lab.Sliding.Subject;

class SlidingTest {

    private static final float[][] STEP = {
        {0, 0, 1, 1, 1}, {0, 0, 1, 1, 1}, {0, 0, 1, 1, 1}, {0, 0, 1, 1, 1}
    };

    @Test
    void sobelXAnswersWithFourWhereDarkMeetsLightAndWithZeroElsewhere() throws IOException {
        Sliding lab = sliding("sobel-x", STEP);
        Results results = lab.run(new SmallContext(1));

        assertThat(results.map()).isDeepEqualTo(new float[][] {{4, 4, 0}, {4, 4, 0}});
        assertThat(results.sum()).isEqualTo(4);
        assertThat(results.torch()).isEqualTo(4);
        assertThat(new int[] {results.row(), results.column()}).containsExactly(0, 0);
        Finding finding = lab.finding(results);
        assertThat(finding.held()).isTrue();
        assertThat(finding.seen().get(0)).contains("the 9 products add up to +4.000");
        assertThat(finding.seen().get(3)).contains("4 are above 0, 0 below, and 2 are 0");
    }

    @ParameterizedTest
    @CsvSource({
        "box, 0",
        "gaussian, 0",
        "sobel-x, 1",
        "prewitt-x, 1",
        "sobel-y, 2",
        "edge-rising, 3",
        "edge-falling, 3",
        "laplacian, 4",
        "laplacian-4, 4"
    })
    void rightAnswerDependsOnTheKernel(String kernel, int answer) throws IOException {
        Sliding lab = sliding(kernel, noise(24, 20));
        Finding finding = lab.finding(lab.run(new SmallContext(1)));

        assertThat(finding.held()).isTrue();
        assertThat(finding.answer()).isEqualTo(answer);
        assertThat(lab.quiz().question()).contains(kernel);
        assertThat(lab.quiz().choices()).hasSize(5);
    }

    @Test
    void kernelOfAnyTextAndSizeGivesTableOfEightyColumns() throws IOException {
        for (int side = 1; side <= 7; side++) {
            Stream<String> numbers = Stream.iterate("1.5", n -> n.equals("1.5") ? "-200" : "1.5");
            String text = numbers.limit((long) side * side).collect(joining(" "));
            Subject subject = new Subject("noise", false, noise(9, 8));
            Sliding lab = new Sliding(Kernel.parse(text), subject);
            Finding finding = lab.finding(lab.run(new SmallContext(1)));
            assertThat(finding.held()).as("side %d", side).isTrue();
            assertThat(finding.table().lines()).allMatch(line -> line.length() <= 80);
        }
    }

    @Test
    void claimFailsWhereTheMapsDiffer() throws IOException {
        Sliding lab = sliding("sobel-x", STEP);
        Results right = lab.run(new SmallContext(1));

        assertThat(lab.finding(with(right, right.sum(), 1e-3)).held()).isFalse();
        assertThat(lab.finding(with(right, right.sum() + 1e-3, 0)).held()).isFalse();
        assertThat(lab.finding(with(right, right.sum(), 0)).held()).isTrue();
    }

    private static Results with(Results results, double sum, double difference) {
        return new Results(
                results.picture(),
                results.kernel(),
                results.row(),
                results.column(),
                sum,
                results.map(),
                results.torch(),
                difference,
                results.tolerance(),
                results.answers());
    }

    @Test
    void emptyPictureLightsUpNowhere() throws IOException {
        Sliding lab = sliding("sobel-x", new float[6][6]);
        Finding finding = lab.finding(lab.run(new SmallContext(1)));

        assertThat(finding.held()).isTrue();
        assertThat(finding.seen()).anyMatch(sentence -> sentence.equals("Nothing lights up."));
    }

    @Test
    void drawsThePictureTheKernelAndTheMap() throws IOException {
        Sliding lab = new Sliding();
        Results results = lab.run(new SmallContext(1));
        Exhibit exhibit = lab.finding(results).exhibits().get(0);
        BufferedImage drawn = SmallContext.picture(exhibit);

        assertThat(exhibit.file()).isEqualTo("sliding.png");
        assertThat(drawn.getWidth()).isBetween(800, 1600);
        assertThat(results.picture().pixels()).hasDimensions(28, 28);
        assertThat(results.map()).hasDimensions(26, 26);
        assertThat(results.largestDifference()).isCloseTo(0, within(1e-5));
        assertThat(lab.finding(results).answer()).isEqualTo(1);
    }

    private static Sliding sliding(String kernel, float[][] pixels) {
        return new Sliding(
                Kernel.named(kernel).orElseThrow(), new Subject("a test", false, pixels));
    }

    private static float[][] noise(int height, int width) {
        Random random = new Random(5);
        float[][] pixels = new float[height][width];
        for (float[] row : pixels) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextFloat();
            }
        }
        return pixels;
    }
}
