package org.patternscanner.checkpoint;

import ai.djl.Device;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.patternscanner.data.Mending;
import org.patternscanner.data.PixelOrder;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.network.Normalization;
import org.patternscanner.network.TorchEngine;

/**
 * What decides a training's result: two runs of one configuration end with the same checkpoint, bit
 * for bit, on the same machine. An imported run was not trained here: its configuration says what
 * it is measured on.
 *
 * @param dataSet {@code mnist}, {@code fashion-mnist} or the absolute path of a folder
 * @param recipe how it is trained; {@link Recipe#IMPORTED} if it was not trained here
 * @param validation how many training images are held out
 * @param limit how many of the remaining ones are used; all of them where null
 * @param seed of the initialisation, of the order of the images and of their augmentation
 * @param device {@code cpu}, {@code cuda:0} and so on
 * @param threads that compute
 * @param network which network; the lesson's CNN where null
 * @param pixelOrder the seed of the order that all images' pixels are brought into; none where null
 * @param mending what is done to the data set's images when they are read; nothing where null
 */
public record RunConfig(
        String dataSet,
        Recipe recipe,
        int validation,
        @Nullable Integer limit,
        long seed,
        String device,
        int threads,
        @Nullable NetworkKind network,
        @Nullable Long pixelOrder,
        @Nullable Mending mending) {

    /** A training on a device, with as many threads as compute for it. */
    public static RunConfig on(
            Device device,
            String dataSet,
            Recipe recipe,
            int validation,
            @Nullable Integer limit,
            long seed,
            NetworkKind kind,
            @Nullable Long pixelOrder) {
        return new RunConfig(
                dataSet,
                recipe,
                validation,
                limit,
                seed,
                TorchEngine.nameOf(device),
                device.isGpu() ? 1 : TorchEngine.threads(),
                kind == NetworkKind.CNN ? null : kind,
                pixelOrder,
                null);
    }

    /** Such a run on images that must be mended when they are read. */
    public RunConfig with(Mending needed) {
        return new RunConfig(
                dataSet,
                recipe,
                validation,
                limit,
                seed,
                device,
                threads,
                network,
                pixelOrder,
                needed.equals(Mending.NONE) ? null : needed);
    }

    /** What is done to the images when they are read. */
    public Mending mendingOrNone() {
        return mending == null ? Mending.NONE : mending;
    }

    /**
     * What a run that begins now is called if nobody names it: {@code 20261129-081500-simplecnn}.
     */
    public String defaultName() {
        String start =
                ZonedDateTime.now(ZoneId.systemDefault())
                        .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        return start + "-" + kind().architecture().name().toLowerCase(Locale.ROOT);
    }

    /** Which network. */
    public NetworkKind kind() {
        return network == null ? NetworkKind.CNN : network;
    }

    /** The order that all images' pixels are brought into, if any. */
    public @Nullable PixelOrder order() {
        return pixelOrder == null ? null : PixelOrder.random(pixelOrder);
    }

    /** False for what no command line gives: numbers that a damaged file lacks or has wrong. */
    boolean makesSense() {
        return (recipe.makesSense() || recipe.equals(Recipe.IMPORTED))
                && validation >= 0
                && (limit == null || limit >= 1)
                && device.matches("cpu|cuda(:\\d{1,3})?")
                && threads >= 1
                && kind().hasLayers();
    }

    /** The command that imports such a run again, from the folder that its file is in. */
    String commandToImport(String file, Normalization normalization) {
        return "cnn import %s%s --validation %d --normalization %s,%s"
                .formatted(
                        ShellWord.of(file),
                        dataOptions(),
                        validation,
                        normalization.mean(),
                        normalization.standardDeviation());
    }

    private String dataOptions() {
        return switch (dataSet) {
            case "mnist" -> "";
            case "fashion-mnist" -> " --dataset fashion-mnist";
            default ->
                    " --data "
                            + ShellWord.of(dataSet)
                            + (mendingOrNone().transposed() ? " --transposed" : "")
                            + (mendingOrNone().inverted() ? " --inverted" : "");
        };
    }

    /** The command that trains such a run again. */
    public String command() {
        return "cnn train"
                + dataOptions()
                + " "
                + recipe.options()
                + " --validation "
                + validation
                + (limit == null ? "" : " --limit " + limit)
                + (network == null ? "" : " --network " + network.name().toLowerCase(Locale.ROOT))
                + (pixelOrder == null ? "" : " --pixel-order " + pixelOrder)
                + " --seed "
                + seed
                + " --device "
                + device
                + " --threads "
                + threads;
    }
}
