package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.Recipe.Schedule;
import picocli.CommandLine.Option;

/** How to train: a named recipe, and what is to differ from it. */
final class RecipeOptions {

    /** More would not sort in the names of their files, nor their steps count in an int. */
    private static final int MOST_EPOCHS = 9_999;

    /** Chosen on held-out images, and on habits that are not trained on. */
    private static final String HABITS = "0.12";

    @Option(
            names = "--recipe",
            paramLabel = "quick|standard|accurate",
            completionCandidates = Words.Recipes.class,
            converter = Words.Recipes.class,
            description =
                    "Default values for epochs, rates, augmentation and so on (standard);"
                            + " docs/train.md tells what each reaches.")
    private String recipe = "standard";

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often to go through the training images (1, 5 or 40, by recipe).")
    private @Nullable Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Images per step (64).")
    private @Nullable Integer batchSize;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description =
                    "Learning rate of AdamW; with one-cycle, its peak (0.004; accurate: 0.003).")
    private @Nullable Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "one-cycle|constant",
            description = "How the learning rate changes during training (one-cycle).")
    private @Nullable Schedule schedule;

    @Option(
            names = "--weight-decay",
            paramLabel = "DECAY",
            description = "Weight decay of AdamW (0.01; accurate: 0.05).")
    private @Nullable Double weightDecay;

    @Option(
            names = "--augment",
            negatable = true,
            description =
                    "Rotate, stretch, shift and bend each image a little, differently each time"
                            + " (on with accurate).")
    private @Nullable Boolean augment;

    @Option(
            names = "--label-smoothing",
            paramLabel = "SHARE",
            description = "Share of each target that is spread over all digits (0.1).")
    private @Nullable Double labelSmoothing;

    @Option(
            names = "--averaging",
            paramLabel = "STEPS",
            description = "Average the weights over this many steps (0: do not; accurate: 1000).")
    private @Nullable Integer averaging;

    @Option(
            names = "--habits",
            paramLabel = "SHARE",
            arity = "0..1",
            fallbackValue = HABITS,
            description =
                    "Share of the images that are drawn digits, written as MNIST's writers rarely do:"
                            + " flagged 1, barred 7 and so on, and signs that are no digit (0; without"
                            + " a number "
                            + HABITS
                            + ").")
    private @Nullable Double habits;

    /**
     * The named recipe, with what the options say instead.
     *
     * @throws UsageException if no recipe can have such a number
     */
    Recipe recipe() {
        Recipe base = requireNonNull(Recipe.NAMED.get(recipe));
        Recipe chosen =
                new Recipe(
                        requireNonNullElse(epochs, base.epochs()),
                        requireNonNullElse(batchSize, base.batchSize()),
                        requireNonNullElse(learningRate, base.learningRate()),
                        requireNonNullElse(schedule, base.schedule()),
                        requireNonNullElse(weightDecay, base.weightDecay()),
                        requireNonNullElse(augment, base.augment()),
                        requireNonNullElse(labelSmoothing, base.labelSmoothing()),
                        requireNonNullElse(averaging, base.averaging()),
                        requireNonNullElse(habits, base.habits()));
        UsageException.requireBetween("--epochs", chosen.epochs(), 1, MOST_EPOCHS);
        UsageException.requireAtLeast("--batch-size", chosen.batchSize(), 1);
        require("--learning-rate", chosen.learningRate(), x -> x > 0, "above 0");
        require("--weight-decay", chosen.weightDecay(), x -> x >= 0, "0 or more");
        require(
                "--label-smoothing",
                chosen.labelSmoothing(),
                x -> x >= 0 && x < 1,
                "0 or more and below 1");
        UsageException.requireAtLeast("--averaging", chosen.averaging(), 0);
        require("--habits", chosen.habits(), x -> x >= 0 && x <= 0.5, "from 0 to 0.5");
        return chosen;
    }

    private static void require(
            String option, double value, DoublePredicate allowed, String range) {
        if (!allowed.test(value) || Double.isInfinite(value)) {
            throw new UsageException("%s is %s; it must be %s.", option, value, range);
        }
    }
}
