package org.patternscanner.sandbox;

import ai.djl.Device;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunConfig;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.data.ImageSet;
import org.patternscanner.inspection.FilterBank;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.render.TrainingCurves;
import org.patternscanner.training.TrainingRun;

/** A training that is started, watched, paused and stopped from the page; an ordinary run. */
final class TrainingPanel implements Panel, AutoCloseable {

    private static final int MOST_EPOCHS = 20;
    private static final int FEWEST_IMAGES = 100;
    private static final int MOST_IMAGES = 55_000;
    private static final int VALIDATION = 5_000;
    private static final double HIGHEST_RATE = 1;
    private static final long ORDER_SEED = 1;

    private final Teacher teacher;
    private final LiveTraining trainer;

    TrainingPanel(Teacher teacher, Consumer<Throwable> unexpected) {
        this.teacher = teacher;
        this.trainer = new LiveTraining(unexpected);
    }

    private record Request(
            int epochs,
            double learningRate,
            int images,
            @Nullable String network,
            boolean permuted,
            long seed) {}

    private record Filters(int epoch, float[][][] kernels) {}

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/training", context -> context.json(trainer.snapshot()));
        routes.post(
                "/api/training",
                context -> {
                    begin(context.bodyAsClass(Request.class));
                    context.json(trainer.snapshot());
                });
        routes.post(
                "/api/training/{action}",
                context -> {
                    act(context.pathParam("action"));
                    context.json(trainer.snapshot());
                });
        routes.get("/api/training/filters", context -> context.json(filters()));
    }

    private void act(String action) {
        switch (action) {
            case "pause" -> trainer.pause();
            case "go-on" -> trainer.goOn();
            case "stop" -> trainer.stop();
            default ->
                    throw new IllegalArgumentException(
                            "A training can pause, go-on or stop, not '%s'.".formatted(action));
        }
    }

    /** One request at a time: two that come together must not both find no training. */
    private synchronized void begin(Request request) throws IOException {
        trainer.requireIdle();
        RunConfig config = config(request);
        ImageSet data = teacher.data();
        Device device = teacher.device();
        TrainingRun.requireFit(config, data);
        Map<String, String> versions = teacher.versions();
        Run run =
                teacher.store()
                        .create(
                                config.defaultName(),
                                false,
                                free -> RunInfo.begun(free, config, data, versions).fromPage());
        trainer.begin(run, events -> train(run, data, events, device));
    }

    private static boolean train(Run run, ImageSet data, LiveTraining events, Device device)
            throws IOException {
        if (!new TrainingRun(run, data, events, events).train(device)) {
            return false;
        }
        TrainingCurves.write(run);
        return true;
    }

    private RunConfig config(Request request) throws IOException {
        Numbers.requireBetween("number of epochs", 1, MOST_EPOCHS, request.epochs);
        Numbers.requireBetween("number of images", FEWEST_IMAGES, MOST_IMAGES, request.images);
        if (!(request.learningRate > 0 && request.learningRate <= HIGHEST_RATE)) {
            throw new IllegalArgumentException(
                    "The learning rate is %s; it must be above 0 and at most %s."
                            .formatted(request.learningRate, HIGHEST_RATE));
        }
        NetworkKind kind = kind(Numbers.required("network", request.network));
        Device device = teacher.device();
        return RunConfig.on(
                device,
                ImageSet.MNIST,
                Recipe.QUICK.with(request.epochs, Recipe.QUICK.batchSize(), request.learningRate),
                VALIDATION,
                request.images,
                request.seed,
                kind,
                request.permuted ? ORDER_SEED : null);
    }

    private static NetworkKind kind(String name) {
        return switch (name) {
            case "cnn" -> NetworkKind.CNN;
            case "dense" -> NetworkKind.DENSE;
            default ->
                    throw new IllegalArgumentException(
                            "The network is '%s'; it must be cnn or dense.".formatted(name));
        };
    }

    private Filters filters() throws IOException {
        Run run = trainer.run();
        if (run == null) {
            throw new Failures.NothingThere("No training was begun.");
        }
        int epoch = run.info().lastEpoch();
        RunConfig config = run.info().config();
        boolean mixed = config.kind() == NetworkKind.CNN && config.pixelOrder() != null;
        if (mixed) { // there are no neighbors to see in them
            return new Filters(epoch, new float[0][][]);
        }
        FilterBank bank = FilterBank.of(run, epoch, "conv1");
        return new Filters(epoch, bank.firstKernels());
    }

    /** The facts of the run if its training was stopped. */
    @Nullable RunInfo stopped() {
        return trainer.stopped();
    }

    /** Lets the training end soon, and no other begin. */
    void end() {
        trainer.end();
    }

    /** Waits for the end of the training. */
    @Override
    public void close() {
        trainer.close();
    }
}
