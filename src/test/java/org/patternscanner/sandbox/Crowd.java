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
        List<Question> questions = new ArrayList<>();
        WrongRequestsTest.RIGHT.forEach(
                (path, json) -> {
                    int times = path.startsWith("/api/convolution") ? 6 : 1;
                    questions.addAll(Collections.nCopies(times, new Question(path, json)));
                });
        for (String path :
                "/api/learned/17/filters /api/facts /api/samples /api/training / /main.js /api/nothing"
                        .split(" ", -1)) {
            questions.add(new Question(path, null));
        }
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
