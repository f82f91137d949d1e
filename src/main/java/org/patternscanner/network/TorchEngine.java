package org.patternscanner.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patternscanner.machine.Doctor;
import org.patternscanner.machine.Finding;
import org.patternscanner.machine.Machine;

/** DJL's PyTorch engine: what must be settled before it loads, and the device to compute on. */
public final class TorchEngine {

    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

    /** How many threads of Java's common pool work beside the one that gives them work. */
    private static final String HELPERS = "java.util.concurrent.ForkJoinPool.common.parallelism";

    private TorchEngine() {}

    /**
     * Settles how the engine will load and with how many threads the program computes; both are
     * read once, so this must come first.
     *
     * <p>libtorch itself computes with one thread, and Java's threads call it side by side, each
     * with images of its own. libtorch's own threads would share out every single operation and
     * spin while they wait for each other: that is no faster, and beside a busy browser a step
     * takes many times as long.
     *
     * @param threads how many threads compute, or 0 for one a processor
     */
    public static void configure(int threads) {
        stayOffline();
        setIfAbsent("ai.djl.pytorch.num_threads", "1");
        setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
        if (threads > 0) {
            System.setProperty(HELPERS, String.valueOf(threads - 1));
        }
    }

    /**
     * Settles that DJL uses no network; this, too, is read once, by whatever of DJL comes first.
     */
    public static void stayOffline() {
        setIfAbsent("ai.djl.offline", "true"); // never look for another version
        setIfAbsent("OPT_OUT_TRACKING", "true"); // no usage statistics
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** The number of threads that compute side by side when nothing else was said. */
    public static int threads() {
        return Integer.getInteger(HELPERS, Runtime.getRuntime().availableProcessors() - 1) + 1;
    }

    /**
     * Loads the engine and finds the device. Unless {@link #configure} came before, it settles that
     * one thread a processor computes; so this, too, must come before all else of DJL.
     *
     * @param name {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
     * @throws IllegalArgumentException if the name is something else
     * @throws IOException if the engine cannot be loaded or has no such device
     */
    public static Device device(String name) throws IOException {
        configure(0);
        Matcher cuda = CUDA.matcher(name);
        boolean wantsCuda = cuda.matches();
        if (!wantsCuda && !name.equals("auto") && !name.equals("cpu")) {
            throw new IllegalArgumentException(
                    "'%s' is not a device: write auto, cpu, cuda or cuda:N.".formatted(name));
        }
        int gpus = name.equals("cpu") ? 0 : engine().getGpuCount();
        if (wantsCuda) {
            int number = cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1));
            return gpu(name, number, gpus);
        }
        return gpus > 0 ? Device.gpu() : Device.cpu();
    }

    /** A device's name, as {@link #device} reads it: {@code cpu} or {@code cuda:N}. */
    public static String nameOf(Device device) {
        return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
    }

    private static Device gpu(String name, int number, int gpus) throws IOException {
        if (gpus == 0) {
            throw new IOException(
                    "--device %s: PyTorch finds no CUDA device here; leave the option out to compute on the processor, or see 'CUDA' in docs/machine.md."
                            .formatted(name));
        }
        if (number >= gpus) {
            throw new IOException(
                    "--device %s: there %s, counted from cuda:0."
                            .formatted(
                                    name,
                                    gpus == 1
                                            ? "is one CUDA device"
                                            : "are %d CUDA devices".formatted(gpus)));
        }
        return Device.gpu(number);
    }

    /**
     * Decides what the engine draws next. It takes 32 bits: a seed that fits them is taken as it
     * is, so that no two of those begin alike; of a larger one a hash is.
     */
    static void seed(long seed) {
        int bits = seed == (int) seed ? (int) seed : new SplittableRandom(seed).nextInt();
        Engine.getInstance().setRandomSeed(bits);
    }

    /**
     * The engine, loaded.
     *
     * @throws IOException if its native library cannot be loaded
     */
    public static Engine engine() throws IOException {
        try {
            return load();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw new IOException(
                    "PyTorch cannot be loaded: %s; 'cnn doctor' says what is wrong."
                            .formatted(obstacle(e)),
                    e);
        }
    }

    /** Without PyTorch's, DJL would take its engine for other machines over the network. */
    static Engine load() {
        return Engine.getEngine("PyTorch");
    }

    /** DJL's own reason is often another one: it goes on to download what it cannot unpack. */
    private static String obstacle(Throwable failure) {
        Finding found = Doctor.obstacle(Machine.here());
        return found == null ? reason(failure) : found.message() + "; " + found.mend();
    }

    /** The first line of the innermost cause. */
    static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
