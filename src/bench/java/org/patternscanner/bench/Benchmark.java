package org.patternscanner.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times each step of the {@link Way} from EasyTrain to this project's training, and the floor that
 * the machine sets, in one run and in turn, so that a machine whose speed drifts slows all alike.
 * Then it times predictions.
 *
 * <p>Start it with {@code ./mvnw -Pbench verify}.
 */
public final class Benchmark {

    private static final int ROUNDS = 7;
    private static final int BUSY_ROUNDS = 3;

    /** Steps of 64 images in one measurement. */
    private static final int STEPS = 100;

    /** Fewer: the stock way takes many times as long then. */
    private static final int BUSY_STEPS = 30;

    private Benchmark() {}

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        List<Contestant> all = new ArrayList<>();
        try {
            for (Way way : Way.values()) {
                all.add(Contestant.start(way));
            }
            for (Contestant contestant : all) {
                contestant.measure(STEPS); // warms up
            }
            System.out.printf(
                    "Training SimpleCNN, steps of 64 images, float32, %d rounds; ms a step:%n",
                    ROUNDS);
            Times quiet = Times.of(all, ROUNDS, STEPS);
            quiet.print();
            System.out.println(quiet.ratio(Way.OURS, Way.EASY_TRAIN));
            System.out.println(quiet.ratio(Way.OURS, Way.ALLOCATOR));
            System.out.println(quiet.ratio(Way.OURS, Way.OURS_PLAIN));
            System.out.println(quiet.ratio(Way.FLOOR, Way.OURS));
            besideABusyProcess(
                    all.stream().filter(each -> BUSY_WAYS.contains(each.way())).toList(), quiet);
        } finally {
            all.forEach(Contestant::close);
        }
        InferenceBenchmark.run();
    }

    private static final List<Way> BUSY_WAYS = List.of(Way.EASY_TRAIN, Way.ALLOCATOR, Way.OURS);

    private static void besideABusyProcess(List<Contestant> some, Times quiet) throws Exception {
        System.out.printf(
                "The same beside a process that keeps one core busy, %d rounds:%n", BUSY_ROUNDS);
        Process busy = Contestant.startBusyProcess();
        try {
            Times beside = Times.of(some, BUSY_ROUNDS, BUSY_STEPS);
            beside.print();
            for (Way way : BUSY_WAYS) {
                System.out.printf(
                        "  busy / quiet, by medians: %.2f (%s)%n",
                        beside.median(way) / quiet.median(way), way.label());
            }
        } finally {
            busy.destroyForcibly();
        }
    }

    /** What steps took, in milliseconds, round by round. */
    private record Times(Map<Way, List<Double>> millis, Map<Way, List<Double>> processorMillis) {

        static Times of(List<Contestant> contestants, int rounds, int steps) throws Exception {
            Times times = new Times(new EnumMap<>(Way.class), new EnumMap<>(Way.class));
            for (int round = 0; round < rounds; round++) {
                for (Contestant contestant : contestants) {
                    Stopwatch.Time measured = contestant.measure(steps);
                    add(times.millis, contestant.way(), measured.millis());
                    add(times.processorMillis, contestant.way(), measured.processorMillis());
                }
            }
            return times;
        }

        private static void add(Map<Way, List<Double>> lists, Way way, double value) {
            lists.computeIfAbsent(way, key -> new ArrayList<>()).add(value);
        }

        void print() {
            millis.forEach((way, values) -> System.out.println(Spread.of(way.label(), values)));
            System.out.println("Processor time of all threads together, ms a step:");
            processorMillis.forEach(
                    (way, values) -> {
                        if (way != Way.FLOOR) {
                            System.out.println(Spread.of(way.label(), values));
                        }
                    });
        }

        double median(Way way) {
            return Spread.of("", millis.get(way)).median();
        }

        Spread ratio(Way above, Way below) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < millis.get(above).size(); i++) {
                ratios.add(millis.get(above).get(i) / millis.get(below).get(i));
            }
            return Spread.of("time of '%s' / '%s'".formatted(above.label(), below.label()), ratios);
        }
    }
}
