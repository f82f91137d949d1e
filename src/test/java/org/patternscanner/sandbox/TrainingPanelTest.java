package org.patternscanner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ai.djl.Device;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.Evaluation;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.sandbox.Caller.Answer;

/** Trainings that are started from the page. */
@Tag("slow")
class TrainingPanelTest extends Asking {

    private static final int LONG = 20;

    @AfterEach
    void stops() throws Exception {
        caller.post("/api/training/stop", "{}");
        until(each -> !isBusy(each));
    }

    private static String request(String network, int epochs, int images, boolean permuted) {
        return """
        {"epochs": %d, "learningRate": 0.004, "images": %d, "network": "%s", "permuted": %s,
         "seed": 3}"""
                .formatted(epochs, images, network, permuted);
    }

    private static String begins(String network, int epochs, int images, boolean permuted) {
        JsonObject snapshot =
                caller.post("/api/training", request(network, epochs, images, permuted)).object();
        assertThat(stage(snapshot)).isEqualTo("running");
        return snapshot.get("run").getAsString();
    }

    private static String stage(JsonObject snapshot) {
        return snapshot.get("stage").getAsString();
    }

    private static boolean isBusy(JsonObject snapshot) {
        return stage(snapshot).equals("running") || stage(snapshot).equals("paused");
    }

    private static int finished(JsonObject snapshot) {
        return snapshot.getAsJsonArray("metrics").size();
    }

    private static JsonObject snapshot() {
        return caller.get("/api/training").object();
    }

    private static JsonObject until(Predicate<JsonObject> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            JsonObject snapshot = snapshot();
            if (condition.test(snapshot)) {
                return snapshot;
            }
            Thread.sleep(20);
        }
        return fail("It did not come to that: " + snapshot());
    }

    /** Waits until nothing moves any more: a measurement that was on its way ends first. */
    private static JsonObject standsStill() throws Exception {
        JsonObject before = new JsonObject();
        JsonObject now = snapshot();
        for (int i = 0; i < 20 && !now.equals(before); i++) {
            Thread.sleep(1_000);
            before = now;
            now = snapshot();
        }
        assertThat(now).isEqualTo(before);
        return now;
    }

    private static Run run(String name) throws IOException {
        return new CheckpointStore(models).open(name);
    }

    @Test
    void makesAnOrdinaryRun() throws Exception {
        String name = begins("cnn", 2, 400, false);
        JsonObject end = until(each -> stage(each).equals("finished"));

        Run run = run(name);
        assertThat(run.info().isTrained()).isTrue();
        assertThat(run.info().isFromPage()).isTrue();
        assertThat(run.info().config().limit()).isEqualTo(400);
        assertThat(run.folder().resolve("curves.png")).isRegularFile();
        int best = run.info().bestEpoch();
        LabelledImages test = ImageSet.mnist().test();
        assertThat(end.get("testAccuracy").getAsDouble())
                .isEqualTo(Evaluation.of(run, best, test, Device.cpu()).score().accuracy().value());
        assertThat(finished(end)).isEqualTo(2);
        List<JsonElement> losses = end.getAsJsonArray("losses").asList();
        assertThat(losses.get(losses.size() - 1).getAsJsonObject().get("epoch").getAsDouble())
                .isEqualTo(2);

        JsonObject filters = caller.get("/api/training/filters").object();
        assertThat(filters.get("epoch").getAsInt()).isEqualTo(2);
        assertThat(filters.getAsJsonArray("kernels")).hasSize(32);
    }

    @Test
    void trainsADenseNetOnPermutedPixels() throws Exception {
        String name = begins("dense", 1, 200, true);
        until(each -> stage(each).equals("finished"));

        assertThat(run(name).info().config().kind()).isEqualTo(NetworkKind.DENSE);
        assertThat(run(name).info().config().command())
                .contains(" --network dense --pixel-order 1 --seed 3 ");
        assertThat(caller.get("/api/training/filters").refusal(400))
                .contains("is a dense net, which has no filters");
    }

    @Test
    void pausesAndGoesOn() throws Exception {
        begins("cnn", LONG, 400, false);
        until(each -> each.get("step").getAsInt() > 0);
        assertThat(stage(caller.post("/api/training/pause", "{}").object())).isEqualTo("paused");
        JsonObject paused = standsStill();
        assertThat(caller.post("/api/training", request("cnn", 1, 100, false)).refusal(409))
                .startsWith("A training is running already");

        assertThat(stage(caller.post("/api/training/go-on", "{}").object())).isEqualTo("running");
        until(each -> finished(each) > finished(paused));
    }

    @Test
    void stopsAndKeepsWhatIsFinished() throws Exception {
        String name = begins("cnn", LONG, 400, false);
        until(each -> finished(each) >= 1);
        caller.post("/api/training/stop", "{}");
        JsonObject end = until(each -> !isBusy(each));

        assertThat(stage(end)).isEqualTo("stopped");
        Run run = run(name);
        assertThat(run.info().isTrained()).isFalse();
        assertThat(run.info().lastEpoch()).isEqualTo(finished(end)).isLessThan(LONG);
        run.lock().release(); // nobody holds it
    }

    @Test
    void stopsWhilePaused() throws Exception {
        begins("cnn", LONG, 400, false);
        caller.post("/api/training/pause", "{}");
        caller.post("/api/training/stop", "{}");
        assertThat(stage(until(each -> !isBusy(each)))).isEqualTo("stopped");
    }

    @Test
    void startsOneWhenManyAskAtOnce() throws Exception {
        long before = runs();
        String request = request("cnn", LONG, 200, false);
        Callable<Answer> asks = () -> caller.post("/api/training", request);
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Future<Answer>> answers = clients.invokeAll(Collections.nCopies(8, asks));
        clients.shutdown();

        assertThat(answers)
                .extracting(Future::get)
                .filteredOn(answer -> answer.status() != 200)
                .hasSize(7)
                .extracting(answer -> answer.refusal(409))
                .allMatch(sentence -> sentence.contains("running already; stop it first"));
        assertThat(runs()).isEqualTo(before + 1);
    }

    private static long runs() throws IOException {
        try (Stream<Path> entries = Files.list(models)) {
            return entries.filter(Files::isDirectory).count();
        }
    }

    /** DJL has one gradient collector at a time: saliency gets it between two steps. */
    @Test
    void explainsAnAnswerMeanwhile() throws Exception {
        begins("cnn", LONG, 2000, false);
        until(each -> each.get("step").getAsInt() > 0);
        String request = "{\"image\": \"%s\", \"digit\": 7, \"method\": \"%s\"}";
        for (String method : List.of("gradient", "grad-cam", "occlusion", "gradient")) {
            String json = request.formatted(Caller.seven(), method);
            JsonObject saliency = caller.post("/api/digit/saliency", json).object();
            assertThat(saliency.get("digit").getAsInt()).isEqualTo(7);
        }
        assertThat(stage(snapshot())).isEqualTo("running");
        assertThat(caller.unexpected()).isEmpty();
    }

    @Test
    void saysWhyATrainingFailed() throws Exception {
        String name = begins("cnn", LONG, 400, false);
        until(each -> finished(each) >= 1);
        caller.post("/api/training/pause", "{}");
        Thread.sleep(300);
        Path folder = models.resolve(name);
        Files.move(folder, models.resolve("moved-" + name));
        caller.post("/api/training/go-on", "{}");
        JsonObject end = until(each -> !isBusy(each));

        assertThat(stage(end)).isEqualTo("failed");
        assertThat(end.get("error").getAsString())
                .contains("could not be saved: the folder")
                .endsWith(" is gone.");
        begins("cnn", 1, 100, false); // and the next one may begin
    }
}
