package org.patternscanner.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * What decides a training's result: two runs of one configuration end with the same checkpoint, bit
 * for bit, on the same machine.
 *
 * @param dataSet {@code mnist}, {@code fashion-mnist} or the absolute path of a folder
 * @param epochs how many times every training image is seen
 * @param batchSize images a step
 * @param learningRate of the optimizer: the peak for one-cycle
 * @param schedule how the learning rate moves
 * @param weightDecay AdamW's: what share of each weight goes at learning rate 1
 * @param validation how many training images are held out
 * @param limit how many of the remaining ones are used; all of them where null
 * @param seed of the initialisation and of the order of the images
 * @param device {@code cpu}, {@code cuda:0} and so on
 * @param threads that compute
 */
public record RunConfig(
        String dataSet,
        int epochs,
        int batchSize,
        double learningRate,
        Schedule schedule,
        double weightDecay,
        int validation,
        @Nullable Integer limit,
        long seed,
        String device,
        int threads) {

    /** How the learning rate moves during a training. */
    public enum Schedule {
        ONE_CYCLE("one-cycle"),
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

    /** False for what no command line gives: numbers that a damaged file lacks or has wrong. */
    boolean makesSense() {
        return epochs >= 1
                && batchSize >= 1
                && learningRate > 0
                && Double.isFinite(learningRate)
                && weightDecay >= 0
                && Double.isFinite(weightDecay)
                && validation >= 0
                && (limit == null || limit >= 1)
                && device.matches("cpu|cuda(:\\d{1,3})?")
                && threads >= 0;
    }

    /** The command that trains such a run again. */
    public String command() {
        String data =
                switch (dataSet) {
                    case "mnist" -> "";
                    case "fashion-mnist" -> " --dataset fashion-mnist";
                    default -> " --data '" + dataSet + "'";
                };
        return "cnn train"
                + data
                + " --epochs "
                + epochs
                + " --batch-size "
                + batchSize
                + " --learning-rate "
                + learningRate
                + " --schedule "
                + schedule
                + " --weight-decay "
                + weightDecay
                + " --validation "
                + validation
                + (limit == null ? "" : " --limit " + limit)
                + " --seed "
                + seed
                + " --device "
                + device
                + " --threads "
                + threads;
    }
}
