package org.patternscanner.sandbox;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.patternscanner.sandbox.Caller.Answer;

/** A class room: many clients that ask for different things at once, without a pause. */
final class Crowd {

    private static final int CLIENTS = 50;
    private static final double NANOS_A_MILLI = 1e6;
    private static final double BYTES_A_MEGABYTE = 1e6;

    private final Caller caller;
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    Crowd(Caller caller) {
        this.caller = caller;
    }

    /** An address and what is sent to it; nothing for GET. */
    private record Question(String path, @Nullable String json) {}

    /** What a page asks for, a convolution most often, as when somebody edits a kernel. */
    private static List<Question> questions() {
        String seven = Caller.seven();
        StringBuilder rows = new StringBuilder();
        byte[] pixels = Caller.sevenPixels();
        for (int i = 0; i < pixels.length; i++) {
            rows.append(i % 28 == 0 ? (i == 0 ? "[" : "],[") : ",")
                    .append((pixels[i] & 0xFF) / 255f);
        }
        String convolution =
                """
                {"image": [%s]], "kernel": [[1, 0, -1], [2, 0, -2], [1, 0, -1]], "stride": 1,
                 "padding": 1, "dilation": 1, "bias": 0, "relu": false, "row": 5, "column": 9}"""
                        .formatted(rows);
        String image = "{\"image\": \"%s\", ".formatted(seven);
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            questions.add(new Question("/api/convolution", convolution));
            questions.add(new Question("/api/convolution/pixel", convolution));
        }
        questions.add(
                new Question(
                        "/api/output-size",
                        "{\"n\": 28, \"kernel\": 3, \"stride\": 2, \"padding\": 0, \"dilation\": 1}"));
        for (int i = 0; i < 3; i++) {
            questions.add(
                    new Question(
                            "/api/digit", "{\"side\": 28, \"drawing\": \"%s\"}".formatted(seven)));
        }
        questions.add(new Question("/api/digit/maps", image + "\"layer\": \"conv2\"}"));
        questions.add(
                new Question(
                        "/api/digit/unit",
                        image
                                + "\"layer\": \"conv2\", \"channel\": 5, \"row\": 3, \"column\": 4}"));
        questions.add(new Question("/api/digit/saliency", image + "\"method\": \"gradient\"}"));
        questions.add(
                new Question(
                        "/api/receptive-field/unit",
                        "{\"layer\": \"conv2\", \"row\": 3, \"column\": 3}"));
        questions.add(new Question("/api/learned/maps", image + "\"epoch\": 17}"));
        questions.add(new Question("/api/learned/17/filters", null));
        questions.add(new Question("/api/facts", null));
        questions.add(new Question("/api/samples", null));
        questions.add(new Question("/api/training", null));
        questions.add(new Question("/", null));
        questions.add(new Question("/main.js", null));
        questions.add(new Question("/api/nothing", null));
        return questions;
    }

    /** Asks for some seconds. */
    void asks(double seconds) throws InterruptedException {
        nanos.clear();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(i);
            Thread client = new Thread(() -> asksUntil(end, random), "client");
            clients.add(client);
            client.start();
        }
        for (Thread client : clients) {
            client.join();
        }
    }

    private void asksUntil(long end, Random random) {
        List<Question> questions = questions();
        while (System.nanoTime() < end && failure.get() == null) {
            Question question = questions.get(random.nextInt(questions.size()));
            long begin = System.nanoTime();
            try {
                Answer answer =
                        question.json == null
                                ? caller.get(question.path)
                                : caller.post(question.path, question.json);
                nanos.add(System.nanoTime() - begin);
                int expected = question.path.equals("/api/nothing") ? 404 : 200;
                if (answer.status() != expected) {
                    failure.set(question.path + ": " + answer.status() + " " + answer.body());
                }
            } catch (RuntimeException e) {
                failure.set(question.path + ": " + e);
            }
        }
    }

    /** What went wrong, if anything. */
    @Nullable String failure() {
        return failure.get();
    }

    int answers() {
        return nanos.size();
    }

    /** The time that a share of the answers took at most, in milliseconds. */
    double millis(double share) {
        List<Long> sorted;
        synchronized (nanos) {
            sorted = nanos.stream().sorted().toList();
        }
        return sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size())) / NANOS_A_MILLI;
    }

    /** What Java's heap holds after a collection, in MB. */
    static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                / BYTES_A_MEGABYTE;
    }

    /** What the process has in memory, native memory included, in MB; NaN where nobody says. */
    static double resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1000)
                .findFirst()
                .orElse(Double.NaN);
    }
}
