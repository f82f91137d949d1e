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

    private final String name;
    private final Process process;
    private final PrintStream questions;
    private final BufferedReader answers;

    private Contestant(String name, Process process) {
        this.name = name;
        this.process = process;
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Contestant start(String name) throws IOException {
        return new Contestant(name, java(name));
    }

    /** A process that computes on one core until it is destroyed. */
    static Process startBusyProcess() throws IOException {
        return java("busy");
    }

    private static Process java(String name) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        if (name.equals("ours")) {
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // as in ./cnn
        }
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Contestant.class.getName(), name));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    String name() {
        return name;
    }

    Stopwatch.Time measure(int steps) throws IOException {
        questions.println(steps);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException(name + " ended without an answer");
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
        if (args[0].equals("busy")) {
            keepBusy();
        }
        Trainer trainer =
                switch (args[0]) {
                    case "stock" -> new StockTraining();
                    case "ours" -> new OurTraining();
                    default -> new Floor();
                };
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
