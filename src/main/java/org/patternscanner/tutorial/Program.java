package org.patternscanner.tutorial;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A program of the tutorial.
 *
 * @param number its place in the order in which one reads them, from 1
 * @param className of its file
 * @param subject what it shows, in a line
 */
public record Program(int number, String className, String subject, Main main) {

    /** All, in order. A lambda, unlike a method reference, loads no program before it runs. */
    public static final List<Program> ALL =
            List.of(
                    new Program(
                            1,
                            "Build",
                            "The lesson's network twice: a list of layers, and a block of your own",
                            args -> Build.main(args)),
                    new Program(
                            2,
                            "Data",
                            "MNIST, a data set of your own, folders of pictures, batches by seed",
                            args -> Data.main(args)),
                    new Program(
                            3,
                            "Train",
                            "EasyTrain: a configuration, a learning rate's schedule, listeners",
                            args -> Train.main(args)),
                    new Program(
                            4,
                            "OwnLoop",
                            "Your own loop: gradients add up until a step; one collector at a time",
                            args -> OwnLoop.main(args)),
                    new Program(
                            5,
                            "SaveAndLoad",
                            "What a .params file holds and lacks, and what a .pt file has instead",
                            args -> SaveAndLoad.main(args)),
                    new Program(
                            6,
                            "Predict",
                            "A translator, one predictor a thread, batches",
                            args -> Predict.main(args)),
                    new Program(
                            7,
                            "LookInside",
                            "Filters, feature maps, and the gradient of a logit by the pixels",
                            args -> LookInside.main(args)),
                    new Program(
                            8,
                            "OwnPictures",
                            "Color pictures of your own: a folder a class, augmentation that works",
                            args -> OwnPictures.main(args)),
                    new Program(
                            9,
                            "Transfer",
                            "Frozen convolutions and a new head, five images of each class",
                            args -> Transfer.main(args)),
                    new Program(
                            10,
                            "Memory",
                            "Who frees an array: a leak counted, and mended in two ways",
                            args -> Memory.main(args)),
                    new Program(
                            11,
                            "Diagnose",
                            "Why does it not learn? Six faults, how each shows, and its cure",
                            args -> Diagnose.main(args)),
                    new Program(
                            12,
                            "ChangeIt",
                            "A third convolution, batch norm, dropout: what changes, what is noise",
                            args -> ChangeIt.main(args)));

    /** A program's {@code main}. */
    @FunctionalInterface
    public interface Main {
        /** Runs it; it prints to {@code System.out}. */
        void run(String[] args) throws Exception;
    }

    /** Its name as one types it: {@code own-loop}. */
    public String name() {
        return className.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Where its source is, from the project's folder. */
    public Path source() {
        String folder = Program.class.getPackageName().replace('.', '/');
        return Path.of("src/main/java", folder, className + ".java");
    }

    /** The one with this number or name. */
    public static Optional<Program> named(String name) {
        return ALL.stream()
                .filter(each -> name.equals(each.name()) || name.equals("" + each.number))
                .findFirst();
    }

    /** Runs it; it prints to {@code System.out}. */
    public void run() throws Exception {
        main.run(new String[0]);
    }
}
