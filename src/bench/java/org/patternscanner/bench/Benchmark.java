package org.patternscanner.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times DJL's stock way of training, this project's, and the floor that the machine sets, in one run
 * and in turn, so that a machine whose speed drifts slows all alike. Then it times predictions.
 *
 * <p>Start it with {@code ./mvnw -Pbench verify}.
 */
public final class Benchmark {

    private static final int ROUNDS = 11;
    private static final int BUSY_ROUNDS = 5;

    /** Steps of 64 images in one measurement. */
    private static final int STEPS = 100;

    /** Fewer: the stock way takes many times as long then. */
    private static final int BUSY_STEPS = 30;

    private static final String STOCK = "stock";
    private static final String OURS = "ours";
    private static final String FLOOR = "floor";

    private Benchmark() {}

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        try (Contestant stock = Contestant.start(STOCK);
                Contestant ours = Contestant.start(OURS);
                Contestant floor = Contestant.start(FLOOR)) {
            List<Contestant> all = List.of(stock, ours, floor);
            for (Contestant contestant : all) {
                contestant.measure(STEPS); // warms up
            }
            System.out.printf(
                    "Training SimpleCNN, steps of 64 images, float32, %d rounds:%n", ROUNDS);
            Times quiet = Times.of(all, ROUNDS, STEPS);
            quiet.print();
            System.out.println(quiet.ratio(OURS, STOCK));
            System.out.println(quiet.ratio(FLOOR, OURS));
            System.out.printf(
                    "The same beside a process that keeps one core busy, %d rounds:%n",
                    BUSY_ROUNDS);
            Process busy = Contestant.startBusyProcess();
            try {
                Times beside = Times.of(List.of(stock, ours), BUSY_ROUNDS, BUSY_STEPS);
                beside.print();
                System.out.printf(
                        "  busy / quiet, by medians      stock %.2f, ours %.2f%n",
                        beside.median(STOCK) / quiet.median(STOCK),
                        beside.median(OURS) / quiet.median(OURS));
            } finally {
                busy.destroyForcibly();
            }
        }
        InferenceBenchmark.run();
    }

    /** What was measured, by contestant and round. */
    private record Times(
            Map<String, List<Double>> millis, Map<String, List<Double>> processorMillis) {

        static Times of(List<Contestant> contestants, int rounds, int steps) throws Exception {
            Times times = new Times(new LinkedHashMap<>(), new LinkedHashMap<>());
            for (int round = 0; round < rounds; round++) {
                for (Contestant contestant : contestants) {
                    Stopwatch.Time measured = contestant.measure(steps);
                    add(times.millis, contestant.name(), measured.millis());
                    add(
                            times.processorMillis,
                            contestant.name(),
                            measured.processorMillis());
                }
            }
            return times;
        }

        private static void add(Map<String, List<Double>> lists, String name, double value) {
            lists.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }

        void print() {
            millis.forEach(
                    (name, values) -> System.out.println(Spread.of(name + ", ms a step", values)));
            processorMillis.forEach(
                    (name, values) -> {
                        if (!name.equals(FLOOR)) {
                            System.out.println(
                                    Spread.of(name + ", processor ms a step", values));
                        }
                    });
        }

        double median(String name) {
            return Spread.of(name, millis.get(name)).median();
        }

        /** Round by round. */
        Spread ratio(String above, String below) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < millis.get(above).size(); i++) {
                ratios.add(millis.get(above).get(i) / millis.get(below).get(i));
            }
            return Spread.of(above + " / " + below, ratios);
        }
    }
}
