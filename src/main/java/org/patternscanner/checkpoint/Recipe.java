package org.patternscanner.checkpoint;

import java.util.Map;

/**
 * How a network is trained: all numbers that one may turn. Each of the named recipes was chosen on
 * validation images alone.
 *
 * @param epochs how many times every training image is seen
 * @param batchSize images a step
 * @param learningRate of the optimizer: the peak for one-cycle
 * @param schedule how the learning rate moves
 * @param weightDecay AdamW's: what share of each weight goes at learning rate 1
 * @param augment whether every image is turned, stretched, shifted and bent a little, each time
 *     anew
 * @param labelSmoothing what share of the target is spread evenly over the ten digits (C. Szegedy
 *     et al., Rethinking the Inception Architecture, 2016); 0 for none
 * @param averaging over how many steps the weights are averaged; 0 for none
 * @param habits which share of the images are drawn digits, written as MNIST's writers rarely do; 0
 *     for none
 */
public record Recipe(
        int epochs,
        int batchSize,
        double learningRate,
        Schedule schedule,
        double weightDecay,
        boolean augment,
        double labelSmoothing,
        int averaging,
        double habits) {

    /** One epoch. */
    public static final Recipe QUICK =
            new Recipe(1, 64, 0.004, Schedule.ONE_CYCLE, 0.01, false, 0.1, 0, 0);

    /** Five epochs: what {@code cnn train} does when nothing else is said. */
    public static final Recipe STANDARD = QUICK.withEpochs(5);

    /** As accurate as it gets within ten minutes on two cores. */
    public static final Recipe ACCURATE =
            new Recipe(40, 64, 0.003, Schedule.ONE_CYCLE, 0.05, true, 0.1, 1000, 0);

    /** Of a network that was trained elsewhere: nothing is known of its training. */
    public static final Recipe IMPORTED = new Recipe(0, 0, 0, Schedule.CONSTANT, 0, false, 0, 0, 0);

    /** The recipes that have a name, by it. */
    public static final Map<String, Recipe> NAMED =
            Map.of("quick", QUICK, "standard", STANDARD, "accurate", ACCURATE);

    /** How the learning rate moves during a training. */
    public enum Schedule {
        /** Up to the peak, then down. */
        ONE_CYCLE("one-cycle"),
        /** The same in every step. */
        CONSTANT("constant");

        private final String label;

        Schedule(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /** This recipe for another number of epochs. */
    public Recipe withEpochs(int number) {
        return with(number, batchSize, learningRate);
    }

    /** This recipe with other numbers of the kind that one turns first. */
    public Recipe with(int epochs, int batchSize, double learningRate) {
        return new Recipe(
                epochs,
                batchSize,
                learningRate,
                schedule,
                weightDecay,
                augment,
                labelSmoothing,
                averaging,
                habits);
    }

    /**
     * How many digits to draw beside so many images, so that they are this recipe's share of all.
     */
    public int drawn(int images) {
        return (int) Math.round(images * habits / (1 - habits));
    }

    /** How many steps an epoch takes; the last one may have fewer examples. */
    public int stepsPerEpoch(int examples) {
        return (examples - 1) / batchSize + 1;
    }

    /** How many steps the whole training takes. */
    public int steps(int examples) {
        return epochs * stepsPerEpoch(examples);
    }

    /**
     * {@code quick}, {@code standard} or {@code accurate}; {@code custom} for any other numbers;
     * {@code imported} for {@link #IMPORTED}.
     */
    public String name() {
        if (equals(IMPORTED)) {
            return "imported";
        }
        return NAMED.keySet().stream()
                .filter(name -> equals(NAMED.get(name)))
                .findFirst()
                .orElse("custom");
    }

    /** In words, without the epochs and the batches. */
    public String describe() {
        String rate =
                schedule == Schedule.ONE_CYCLE
                        ? "learning rate one-cycle to " + learningRate
                        : "learning rate " + learningRate;
        return "AdamW, %s, weight decay %s".formatted(rate, weightDecay)
                + (augment ? ", augmented images" : "")
                + (labelSmoothing > 0 ? ", label smoothing " + labelSmoothing : "")
                + (averaging > 0 ? ", weights averaged over %d steps".formatted(averaging) : "")
                + (habits > 0 ? ", %.1f %% drawn digits".formatted(100 * habits) : "");
    }

    /** False for what no command line gives: numbers that a damaged file lacks or has wrong. */
    boolean makesSense() {
        return epochs >= 1
                && batchSize >= 1
                && learningRate > 0
                && Double.isFinite(learningRate)
                && weightDecay >= 0
                && Double.isFinite(weightDecay)
                && labelSmoothing >= 0
                && labelSmoothing < 1
                && averaging >= 0
                && habits >= 0
                && habits < 1;
    }

    /** As options of {@code cnn train}. */
    String options() {
        return "--epochs %d --batch-size %d --learning-rate %s --schedule %s --weight-decay %s"
                        .formatted(epochs, batchSize, learningRate, schedule, weightDecay)
                + (augment ? " --augment" : " --no-augment")
                + " --label-smoothing %s --averaging %d".formatted(labelSmoothing, averaging)
                + (habits > 0 ? " --habits " + habits : "");
    }
}
