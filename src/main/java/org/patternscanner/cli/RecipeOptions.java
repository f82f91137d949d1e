package org.patternscanner.cli;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.Recipe.Schedule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How to train: a named recipe, and what is to differ from it. */
final class RecipeOptions {

    /** More would not sort in the names of their files, nor their steps count in an int. */
    private static final int MOST_EPOCHS = 9_999;

    @Option(
            names = "--recipe",
            paramLabel = "quick|standard|accurate",
            defaultValue = "standard",
            description =
                    "Sets epochs, rates, augmentation and so on, unless given (standard). docs/train.md"
                            + " tells what each reaches.")
    private String recipe = "standard";

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often each training image is seen (1, 5 or 40 by recipe).")
    private @Nullable Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Images a step (64).")
    private @Nullable Integer batchSize;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "AdamW's; with one-cycle its peak (0.004; accurate 0.003).")
    private @Nullable Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "one-cycle|constant",
            converter = ScheduleConverter.class,
            description = "How the learning rate moves (one-cycle).")
    private @Nullable Schedule schedule;

    @Option(
            names = "--weight-decay",
            paramLabel = "DECAY",
            description = "AdamW's (0.01; accurate 0.05).")
    private @Nullable Double weightDecay;

    @Option(
            names = "--augment",
            negatable = true,
            description =
                    "Turn, stretch, shift and bend each image a little, each time anew (accurate"
                            + " does).")
    private @Nullable Boolean augment;

    @Option(
            names = "--label-smoothing",
            paramLabel = "SHARE",
            description = "Share of each target spread over all digits (0.1).")
    private @Nullable Double labelSmoothing;

    @Option(
            names = "--averaging",
            paramLabel = "STEPS",
            description =
                    "Keep the mean of the weights over so many steps (0, none; accurate 1000).")
    private @Nullable Integer averaging;

    /**
     * The named recipe, with what the options say instead.
     *
     * @throws IllegalArgumentException if there is no such recipe, or none can have such a number
     */
    Recipe recipe() {
        Recipe base = Recipe.named(recipe);
        if (base == null) {
            throw new IllegalArgumentException(
                    "--recipe is '%s'; it must be quick, standard or accurate.".formatted(recipe));
        }
        return new Recipe(
                checked(
                        "--epochs",
                        or(epochs, base.epochs()),
                        n -> n >= 1 && n <= MOST_EPOCHS,
                        "from 1 to " + MOST_EPOCHS),
                checked("--batch-size", or(batchSize, base.batchSize()), n -> n >= 1, "1 or more"),
                checked(
                        "--learning-rate",
                        or(learningRate, base.learningRate()),
                        x -> x > 0 && x < Double.POSITIVE_INFINITY,
                        "above 0"),
                or(schedule, base.schedule()),
                checked(
                        "--weight-decay",
                        or(weightDecay, base.weightDecay()),
                        x -> x >= 0 && x < Double.POSITIVE_INFINITY,
                        "0 or more"),
                or(augment, base.augment()),
                checked(
                        "--label-smoothing",
                        or(labelSmoothing, base.labelSmoothing()),
                        x -> x >= 0 && x < 1,
                        "0 or more and below 1"),
                checked("--averaging", or(averaging, base.averaging()), n -> n >= 0, "0 or more"));
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    private static <T> T checked(String option, T value, Predicate<T> allowed, String range) {
        if (!allowed.test(value)) {
            throw new IllegalArgumentException(
                    "%s is %s; it must be %s.".formatted(option, value, range));
        }
        return value;
    }

    /** picocli would ask for ONE_CYCLE. */
    static final class ScheduleConverter implements ITypeConverter<Schedule> {

        @Override
        public Schedule convert(String text) {
            for (Schedule schedule : Schedule.values()) {
                if (schedule.toString().equals(text)) {
                    return schedule;
                }
            }
            throw new TypeConversionException("'" + text + "' is not one-cycle or constant");
        }
    }
}
