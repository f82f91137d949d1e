package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Permutation;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.OpenNetwork;
import org.patternscanner.lab.Hierarchy.Group;
import org.patternscanner.lab.Hierarchy.Layer;
import org.patternscanner.lab.Hierarchy.Results;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.network.Normalization;
import org.patternscanner.network.Tensor;

@Tag("slow")
class HierarchyTest {

    private static final Hierarchy LAB = new Hierarchy();
    private static final Hierarchy.Size SMALL = new Hierarchy.Size(4_000, 300, 200, 2);

    private static Results looking(String name, Classifier network) throws IOException {
        try (OpenNetwork looked = OpenNetwork.of(network)) {
            return Hierarchy.run(new SmallContext(1), SMALL, name, looked);
        }
    }

    private static Classifier plain() throws IOException {
        LabContext.Trained trained = new SmallContext(1).trained();
        return trained.run().load(trained.epoch(), new SmallContext(1).device());
    }

    /** The trained network with the weights of its later layers dealt out anew. */
    private static Classifier shuffled() throws IOException {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        try (Classifier plain = plain()) {
            plain.parameters()
                    .forEach(
                            (name, tensor) ->
                                    parameters.put(
                                            name,
                                            name.startsWith("conv1") ? tensor : dealt(tensor)));
        }
        return Classifier.of(NetworkKind.CNN, Device.cpu(), Normalization.MNIST, parameters);
    }

    private static Tensor dealt(Tensor tensor) {
        int[] order = Permutation.random(tensor.values().length, new Random(7));
        float[] values = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            values[i] = tensor.values()[order[i]];
        }
        return new Tensor(tensor.shape(), values);
    }

    @Test
    void aNetworkWhoseLaterWeightsAreShuffledHasNoHierarchy() throws Exception {
        Results trained = looking("plain", plain());
        Results shuffled = looking("shuffled", shuffled());

        assertThat(excess(trained, 0)).isPositive();
        assertThat(excess(shuffled, 0)).isNegative();
        assertThat(LAB.finding(shuffled).verdict()).isNotEqualTo(Verdict.HELD);
        assertThat(LAB.finding(shuffled).seen().get(2)).contains("(shuffled)", " below what");
    }

    /** By how much selectivity rises beyond that of the untrained networks, and the margin. */
    private static double excess(Results results, int group) {
        return rise(results.groups().get(group)) - rise(results.groups().get(2)) - 0.1;
    }

    private static double rise(Group group) {
        return group.layers().stream()
                .mapToDouble(seed -> seed.get(2).selectivity() - seed.get(0).selectivity())
                .average()
                .orElseThrow();
    }

    private static Layer layer(String name, int field, double good) {
        List<Double> changes = List.of(0.5 - good / 2, 1 - good, 0.9 - good, 1.1 - good);
        return new Layer(name, field, 100, 90, good, 0.8, changes, 0.9 + good / 10);
    }

    /** Three seeds, of which each step is better by a hundredth than the one before. */
    private static Group group(String name, double last) {
        List<List<Layer>> seeds = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            double more = seed * 0.01;
            seeds.add(
                    List.of(
                            layer("pool1", 4, 0.1),
                            layer("pool2", 10, (0.1 + last) / 2 + more),
                            layer("fc1", 28, last + 2 * more)));
        }
        return new Group(name, seeds);
    }

    private static Finding finding(double looked, double trained, double untrained) {
        return LAB.finding(
                new Results(
                        100,
                        100,
                        List.of(
                                group("plain", looked),
                                group("trained here", trained),
                                group("untrained", untrained))));
    }

    @Test
    void holdsOnlyIfBothKindsOfNetworksGainMoreThanUntrained() {
        assertThat(finding(0.6, 0.6, 0.2).held()).isTrue();
        assertThat(finding(0.6, 0.2, 0.2).held()).isFalse();
        assertThat(finding(0.2, 0.6, 0.2).held()).isFalse();
        assertThat(finding(0.6, 0.6, 0.55).held()).isFalse(); // architecture, not training
        assertThat(finding(-0.3, 0.6, -0.9).held()).isFalse(); // it falls, if less than untrained
    }

    @Test
    void saysWhichComparisonIsWeakestAndByHowManyMargins() {
        // In all 0.6 - 0.2 - 0.1 is 3 margins; half of 0.6 - 0.1, a step, is 2.5, 2.6 or 2.7.
        assertThat(finding(0.6, 0.9, 0.2).seen().get(2))
                .contains("(plain), lies 2.60 margins above what", "+2.35 to +2.85; 3 seeds).");
        // Steps by 0.02 to 0.04; with 3 seeds the interval is 0.3 +- 0.25 margins.
        assertThat(finding(0.14, 0.9, -0.5).seen().get(2))
                .contains("lies 0.30 margins above what", "+0.05 to +0.55");
        // The first seed falls by a tenth of a margin, the others' steps are 0.05 and 0.15.
        assertThat(finding(0.09, 0.9, -0.5).seen().get(2)).contains("-0.28 to +0.35; 3 seeds).");
        assertThat(finding(0.09, 0.9, -0.5).verdict()).isEqualTo(Verdict.NOT_DECIDED);
        assertThat(finding(0.14, 0.9, 0.2).seen().get(1)).contains("none of the four");
    }

    @Test
    void answerGoesByTheChangeThatAShiftMakesInTheNetworkLookedAt() {
        assertThat(finding(0.99, 0.6, 0.2).answer()).isZero();
        assertThat(finding(0.8, 0.6, 0.2).answer()).isEqualTo(1);
        assertThat(finding(0.5, 0.6, 0.2).answer()).isEqualTo(2);
        assertThat(finding(0.2, 0.6, 0.2).answer()).isEqualTo(3);
    }

    @Test
    void tableFitsATerminalAndThePictureIsDrawn() throws Exception {
        Finding finding = finding(0.6, 0.6, 0.2);

        assertThat(finding.table())
                .matches("(.{0,80}\n)+")
                .contains("\nplain         fc1    28 x 28      90/100         0.62   0.38");
        assertThat(SmallContext.picture(finding.exhibits().get(0)).getHeight()).isGreaterThan(500);
    }

    private static Hierarchy.Sample sample(byte... labels) {
        var images = new LabelledImages(new byte[labels.length * LabelledImages.PIXELS], labels);
        return new Hierarchy.Sample(images, images, Device.cpu());
    }

    /** All variance between classes, none, and a textbook's table worked by hand. */
    @Test
    void selectivityIsTheShareOfVarianceThatTheDigitExplains() {
        byte[] labels = new byte[2_000];
        double[] digits = new double[labels.length];
        double[] noise = new double[labels.length];
        double[] both = new double[labels.length];
        Random random = new Random(5);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i % 10);
            digits[i] = i % 10;
            noise[i] = random.nextGaussian() * Math.sqrt(8.25); // the variance of 0 to 9
            both[i] = digits[i] + noise[i];
        }
        Hierarchy.Sample sample = sample(labels);

        assertThat(sample.selectivity(digits)).isEqualTo(1);
        assertThat(sample.selectivity(noise)).isCloseTo(0, within(0.01));
        assertThat(sample.selectivity(both)).isCloseTo(0.5, within(0.03));
    }

    @Test
    void aStrokeGrowsByHalfThePixelsAroundItAndStaysInsideTheImage() {
        byte[] pixels = new byte[2 * LabelledImages.PIXELS];
        pixels[10 * 28 + 27] = (byte) 200; // at the right rim
        byte[] thicker = Hierarchy.stroke(pixels, Math::max);

        assertThat(IntStream.range(0, pixels.length).filter(i -> thicker[i] != 0))
                .containsExactly(
                        9 * 28 + 26,
                        9 * 28 + 27,
                        10 * 28 + 26,
                        10 * 28 + 27,
                        11 * 28 + 26,
                        11 * 28 + 27);
        assertThat(thicker[10 * 28 + 27] & 255).isEqualTo(200);
        assertThat(thicker[9 * 28 + 26] & 255).isEqualTo(100);
        assertThat(Hierarchy.stroke(pixels, Math::min)[10 * 28 + 27] & 255).isEqualTo(100);
        byte[] full = new byte[2 * LabelledImages.PIXELS];
        Arrays.fill(full, (byte) 255);
        assertThat(Hierarchy.stroke(full, Math::min)).isEqualTo(full);
    }
}
