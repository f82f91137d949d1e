package org.patternscanner.tutorial;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tutorial's programs, in the order in which one reads them. */
public enum Program {
    BUILD("The lesson's network twice: a list of layers, and a block of your own", Build::main),
    TRAIN("EasyTrain: a configuration, a learning rate's schedule, listeners", Train::main);

    /** A program's {@code main}. */
    private interface Main {
        void main(String[] args) throws Exception;
    }

    private final String subject;
    private final Main main;

    Program(String subject, Main main) {
        this.subject = subject;
        this.main = main;
    }

    /** Its number, from 1. */
    public int number() {
        return ordinal() + 1;
    }

    /** What it shows, in a line. */
    public String subject() {
        return subject;
    }

    /** Its name as one types it: {@code own-loop}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where its source is, from the project's folder. */
    public Path source() {
        return Path.of(
                "src/main/java",
                Program.class.getPackageName().replace('.', '/'),
                className() + ".java");
    }

    private String className() {
        return Arrays.stream(name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** The one with this number or name. */
    public static Optional<Program> named(String name) {
        return Arrays.stream(values())
                .filter(each -> name.equals(each.toString()) || name.equals("" + each.number()))
                .findFirst();
    }

    /** Runs it; it prints to {@code System.out}. */
    public void run() throws Exception {
        main.main(new String[0]);
    }
}
