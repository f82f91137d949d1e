package org.patternscanner.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times DJL's stock way of training, this project's, and the floor that the machine sets, in one run
 * and in turn, so that a machine whose speed drifts slows all alike.
 *
 * <p>Start it with {@code ./mvnw -Pbench verify}.
 */
public final class Benchmark {

    private static final int ROUNDS = 9;

    /** Steps of 64 images in one measurement. */
    private static final int STEPS = 100;

    private Benchmark() {}

    /** Something that is timed. */
    interface Contender extends AutoCloseable {

        /** Milliseconds a step, over {@code steps} steps. */
        double millisPerStep(int steps) throws Exception;

        @Override
        void close();
    }

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        training();
        InferenceBenchmark.run();
    }

    private static void training() throws Exception {
        try (Contender stock = new StockTraining();
                Contender ours = new OurTraining();
                Contender floor = new Floor()) {
            Map<String, Contender> contenders = new LinkedHashMap<>();
            contenders.put("stock", stock);
            contenders.put("ours", ours);
            contenders.put("floor", floor);
            Map<String, List<Double>> times = new LinkedHashMap<>();
            for (int round = 0; round <= ROUNDS; round++) {
                for (Map.Entry<String, Contender> entry : contenders.entrySet()) {
                    double millis = entry.getValue().millisPerStep(STEPS);
                    if (round > 0) { // the first warms up
                        times.computeIfAbsent(entry.getKey(), key -> new ArrayList<>()).add(millis);
                    }
                }
            }
            report(times);
        }
    }

    private static void report(Map<String, List<Double>> times) throws IOException {
        System.out.printf("Training SimpleCNN, steps of 64 images, float32, %d rounds:%n", ROUNDS);
        times.forEach((name, millis) -> System.out.println(Spread.of(name + ", ms a step", millis)));
        System.out.println(ratio("ours / stock", times, "ours", "stock"));
        System.out.println(ratio("floor / ours", times, "floor", "ours"));
    }

    /** Round by round. */
    private static Spread ratio(
            String name, Map<String, List<Double>> times, String above, String below) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ratios.add(times.get(above).get(i) / times.get(below).get(i));
        }
        return Spread.of(name, ratios);
    }
}
