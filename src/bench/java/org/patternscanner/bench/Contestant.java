package org.patternscanner.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One way of training, in a process of its own, which sleeps until it is told to run: the engine
 * reads its settings once a process, and each way has its own.
 */
final class Contestant implements AutoCloseable {

    /** Something that is timed. */
    interface Trainer {

        /** What a step took, over {@code steps} steps. */
        Stopwatch.Time time(int steps) throws Exception;
    }

    private static final String BUSY = "busy";

    private final Way way;
    private final Process process;
    private final PrintStream questions;
    private final BufferedReader answers;

    private Contestant(Way way, Process process) {
        this.way = way;
        this.process = process;
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Contestant start(Way way) throws IOException {
        return new Contestant(way, java(way.name(), way.javaOptions(), way.environment()));
    }

    /** A process that computes on one core until it is destroyed. */
    static Process startBusyProcess() throws IOException {
        return java(BUSY, List.of(), Map.of());
    }

    private static Process java(String name, List<String> options, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Contestant.class.getName(), name));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    Way way() {
        return way;
    }

    Stopwatch.Time measure(int steps) throws IOException {
        questions.println(steps);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException(way + " ended without an answer");
        }
        String[] times = answer.split(" ", -1);
        return new Stopwatch.Time(Double.parseDouble(times[0]), Double.parseDouble(times[1]));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** In the process: answers each line, a number of steps, with what one took. */
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        if (args[0].equals(BUSY)) {
            keepBusy();
        }
        Trainer trainer = Way.valueOf(args[0]).trainer();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Stopwatch.Time time = trainer.time(Integer.parseInt(line));
            System.out.println(time.millis() + " " + time.processorMillis());
        }
    }

    private static void keepBusy() {
        long sum = 0;
        while (sum != 1) {
            sum += 2;
        }
    }
}
