package org.patternscanner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.arithmetic.Logits;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.Recipe.Schedule;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunConfig;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.Split;
import org.patternscanner.data.TinyMnist;
import org.patternscanner.network.Classifier;

/** Trainings of three epochs with 40 images in batches of 16. */
@Tag("slow")
class TrainingRunTest {

    private static final int EPOCHS = 3;
    private static final int STEPS = 3;

    private static final Recipe PLAIN = plain(0.004, 16);
    private static final Recipe EVERYTHING =
            new Recipe(EPOCHS, 1, 0.001, Schedule.CONSTANT, 0.01, true, 0.1, 16, 0.2);
    private static final Recipe ONE_STEP_AN_EPOCH = plain(0.004, 40);

    @TempDir static Path shared;
    private static ImageSet data;

    @TempDir Path temp;

    /** The results of a training that nothing disturbed, and of one with all ingredients. */
    private static List<Object> unbroken;

    private static List<Object> everything;

    /** A training by one thread. */
    private static Run alone;

    @BeforeAll
    static void trainsOnce(@TempDir Path models) throws IOException {
        data = ImageSet.in(TinyMnist.write(shared, 50, 20));
        unbroken = results(trains(created(models, config(7, PLAIN, 1))));
        everything = results(trains(created(models, config(7, EVERYTHING, 1))));
        alone = trains(created(models, config(7, ONE_STEP_AN_EPOCH, 1)));
    }

    @Test
    void endsWithTheSameBitsForTheSameSeed() throws IOException {
        Run same = trains(created(temp, config(7, PLAIN, 1)));
        Run other = trains(created(temp, config(8, PLAIN, 1)));

        assertThat(results(same)).isEqualTo(unbroken).isNotEqualTo(everything);
        assertThat(other.info().files().get("epoch-0003.params"))
                .isNotEqualTo(same.info().files().get("epoch-0003.params"));
    }

    /**
     * After so many steps; the last of them falls into the last epoch. Everything: augmented, with
     * 10 drawn digits beside the 40 images, smoothed labels, and weights averaged over 16 of the
     * 150 steps.
     */
    @ParameterizedTest
    @CsvSource({"0, false", "4, false", "8, false", "1, true", "55, true", "110, true"})
    void endsWithTheSameBitsWhereverItWasStopped(int steps, boolean all) throws IOException {
        int[] left = {steps};
        RunConfig config = config(7, all ? EVERYTHING : PLAIN, 1);
        Run stopped = trains(created(temp, config), () -> left[0]-- == 0);
        assertThat(stopped.info().lastEpoch()).isEqualTo(steps / (all ? 50 : STEPS));
        assertThat(stopped.info().test()).isNull();
        Run resumed = trains(new CheckpointStore(temp).open("run"));

        assertThat(results(resumed)).isEqualTo(all ? everything : unbroken);
    }

    /** Native memory that Java frees while a step still needs it would change the bits. */
    @Test
    void endsWithTheSameBitsHoweverOftenJavaCollectsItsGarbage() throws Exception {
        AtomicBoolean finished = new AtomicBoolean();
        Thread collector =
                new Thread(
                        () -> {
                            while (!finished.get()) {
                                System.gc();
                                LockSupport.parkNanos(20_000_000);
                                IntStream.range(0, 100)
                                        .forEach(i -> ByteBuffer.allocateDirect(8).putInt(0, -i));
                            }
                        });
        collector.start();
        try {
            Run run = trains(created(temp, config(7, EVERYTHING, 1)));
            assertThat(results(run)).isEqualTo(everything);
        } finally {
            finished.set(true);
            collector.join();
        }
    }

    /** The same sums, in another order. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 40})
    void learnsTheSameWithAnyNumberOfThreads(int threads) throws IOException {
        Run many = trains(created(temp, config(7, ONE_STEP_AN_EPOCH, threads)));

        for (int i = 0; i < EPOCHS; i++) {
            assertThat(many.info().epochs().get(i).trainLoss())
                    .isCloseTo(alone.info().epochs().get(i).trainLoss(), within(1e-4));
            assertThat(many.info().epochs().get(i).validationLoss())
                    .isCloseTo(alone.info().epochs().get(i).validationLoss(), within(1e-3));
        }
    }

    @Test
    void tellsWhatItDoesInOrder() throws IOException {
        Told told = new Told();
        Run run = created(temp, config(7, PLAIN, 1));

        new TrainingRun(run, data, told, () -> false).train(Device.cpu());

        String epochs =
                IntStream.rangeClosed(1, 3)
                        .mapToObj(
                                "epoch %d of 3 steps; 16; 16; 8; measuring validation; finished %<d"
                                        ::formatted)
                        .collect(Collectors.joining("; "));
        assertThat(String.join("; ", told.lines))
                .isEqualTo("started 40; " + epochs + "; measuring test; finished");
        for (EpochMetrics metrics : run.info().epochs()) {
            assertThat(told.losses.get(metrics.epoch() - 1)).isEqualTo(metrics.trainLoss());
        }
    }

    private static final class Told implements TrainingEvents {
        final List<String> lines = new ArrayList<>();
        final List<Double> losses = new ArrayList<>();

        @Override
        public void started(RunInfo run, int trainingImages) {
            lines.add("started " + trainingImages);
        }

        @Override
        public void epochStarted(int epoch, int steps) {
            lines.add("epoch " + epoch + " of " + steps + " steps");
        }

        @Override
        public void stepFinished(int step, int images, DoubleSupplier loss) {
            lines.add(String.valueOf(images));
            if (step == STEPS) {
                losses.add(loss.getAsDouble());
            }
        }

        @Override
        public void epochFinished(RunInfo run, EpochMetrics metrics) {
            lines.add("finished " + metrics.epoch());
            // Whoever hears it may rely on it: the epoch is on disk.
            assertThat(run.files()).containsKey("epoch-000" + metrics.epoch() + ".params");
        }

        @Override
        public void measuring(String what) {
            lines.add("measuring " + what);
        }

        @Override
        public void finished(RunInfo run) {
            lines.add("finished");
        }
    }

    /** 40 images in a batch of two thousand million: one step an epoch. */
    @Test
    void takesABatchLargerThanTheData() throws IOException {
        Told told = new Told();
        Run run = created(temp, config(7, plain(0.004, Integer.MAX_VALUE), 1));

        new TrainingRun(run, data, told, () -> false).train(Device.cpu());

        assertThat(told.lines).contains("epoch 1 of 1 steps", "40");
        assertThat(run.info().epochs().get(0).trainLoss()).isBetween(2.0, 2.6); // about ln 10
    }

    @ParameterizedTest
    @CsvSource({"1e4, 16", "1e20, 64", "1e35, 64"})
    void saysThatTheLearningRateIsTooHighAndKeepsTheEpochsBefore(double rate, int batch)
            throws IOException {
        Run run = created(temp, config(7, plain(rate, batch), 1));

        try {
            trains(run);
            assertThat(rate).isEqualTo(1e4); // so large, and yet finite
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("learning rate is too high, try a tenth of it");
        }

        Run kept = new CheckpointStore(temp).open("run");
        for (EpochMetrics metrics : kept.info().epochs()) {
            assertThat(metrics.trainLoss()).isFinite();
            assertThat(temp.resolve("run/epoch-000" + metrics.epoch() + ".params")).exists();
        }
        kept.load(kept.info().lastEpoch(), Device.cpu()).close();
    }

    /** The smoothed target is 0.7 + 0.3 / 10 for the label, and the loss is least there. */
    @Test
    void smoothedLabelsTeachTheNetworkToBeThatSureAndNoSurer() throws IOException {
        Recipe recipe = new Recipe(100, 40, 0.003, Schedule.CONSTANT, 0, false, 0.3, 0, 0);
        Run run = trains(created(temp, config(7, recipe, 2)));
        LabelledImages seen =
                data.training().select(Split.balanced(data.training(), 10).training());

        try (Classifier classifier = run.load(100, Device.cpu())) {
            float[][] logits = classifier.logits(seen.pixels());
            for (int i = 0; i < seen.size(); i++) {
                assertThat(Logits.softmax(logits[i])[seen.label(i)]).isCloseTo(0.73, within(0.03));
            }
        }
        // What is told is the loss of the labels as they are.
        assertThat(run.info().epochs().get(99).trainLoss())
                .isCloseTo(-Math.log(0.73), within(0.05));
    }

    /** 3,000 images one by one would be 3,000 steps. */
    @Test
    void doesNotGoOnToTheEpochsEndAfterTheLossExploded() throws IOException {
        ImageSet many = ImageSet.in(TinyMnist.write(temp.resolve("data"), 3_010, 10));
        Recipe recipe = new Recipe(1, 1, 1e20, Schedule.CONSTANT, 0, false, 0, 0, 0);
        Run run = created(temp, config(7, recipe, 1));
        Told told = new Told();

        TrainingRun training = new TrainingRun(run, many, told, () -> false);
        assertThatIOException()
                .isThrownBy(() -> training.train(Device.cpu()))
                .withMessageStartingWith("The loss exploded in epoch 1: ");
        assertThat(told.lines).filteredOn("1"::equals).hasSizeLessThan(1_000);
    }

    /** Linux tells how much memory a process holds; Java's own is bounded, libtorch's is not. */
    @Test
    @Tag("thorough")
    @EnabledOnOs(OS.LINUX)
    void memoryDoesNotGrowOverFiftyEpochs() throws IOException {
        Recipe recipe = new Recipe(60, 8, 0.001, Schedule.CONSTANT, 0.01, true, 0.1, 8, 0);
        Run run = created(temp, config(7, recipe, 2));
        long[] resident = new long[61];
        TrainingEvents watch =
                new TrainingEvents() {
                    @Override
                    public void epochFinished(RunInfo info, EpochMetrics metrics) {
                        resident[metrics.epoch()] = residentKilobytes();
                    }
                };

        new TrainingRun(run, data, watch, () -> false).train(Device.cpu());

        // 300 steps; one copy of the gradients alone, left behind in each, would be 500 MB.
        assertThat(resident[60] - resident[10]).isLessThan(60_000);
    }

    private static long residentKilobytes() {
        System.gc();
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A pause is a stop's question that is answered late. */
    @Test
    void secondsOfAnEpochAreThoseOfTrainingWithoutItsPauses() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Run run = created(temp, config(1, PLAIN, 1));
        long begin = System.nanoTime();
        BooleanSupplier pausing =
                () -> {
                    if (asked.incrementAndGet() == 2) {
                        LockSupport.parkUntil(System.currentTimeMillis() + 1_000);
                    }
                    return false;
                };
        trains(run, pausing);
        double all = (System.nanoTime() - begin) / 1e9;
        double training = run.info().epochs().stream().mapToDouble(EpochMetrics::seconds).sum();
        assertThat(training).isPositive().isLessThanOrEqualTo(all - 1);
    }

    @Test
    void refusesToHoldOutEverything() {
        RunConfig all =
                new RunConfig(shared.toString(), PLAIN, 50, null, 7, "cpu", 1, null, null, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingRun.requireFit(all, data))
                .withMessageStartingWith("--validation is 50; ");
    }

    private static Run trains(Run run) throws IOException {
        return trains(run, () -> false);
    }

    private static Run trains(Run run, BooleanSupplier stopped) throws IOException {
        new TrainingRun(run, data, new TrainingEvents() {}, stopped).train(Device.cpu());
        return run;
    }

    private static Recipe plain(double rate, int batch) {
        return new Recipe(EPOCHS, batch, rate, Schedule.ONE_CYCLE, 0.01, false, 0, 0, 0);
    }

    private static RunConfig config(long seed, Recipe recipe, int threads) {
        return new RunConfig(
                shared.toString(), recipe, 10, null, seed, "cpu", threads, null, null, null);
    }

    /** A run of the name run, or run-2 and so on. */
    private static Run created(Path models, RunConfig config) throws IOException {
        return new CheckpointStore(models)
                .create("run", false, given -> RunInfo.begun(given, config, data, Map.of()));
    }

    /** All that must agree, bit for bit: the checksums, the losses, the test. */
    private static List<Object> results(Run run) {
        List<Object> results = new ArrayList<>();
        results.add(run.info().files());
        results.add(String.valueOf(run.info().test()));
        for (EpochMetrics metrics : run.info().epochs()) {
            results.add(metrics.trainLoss() + " " + metrics.validationLoss());
        }
        return results;
    }
}
