package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How the sandbox starts, and how Ctrl-C ends it. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no SIGINT to send")
class SandboxCommandTest {

    private static final Pattern URL = Pattern.compile("The sandbox is at (http://[^ ]+/) ");

    /**
     * It takes half a second, and longer on a busy machine; what it breaks off would take longer.
     */
    private static final long SOON = TimeUnit.SECONDS.toNanos(5);

    @TempDir Path temp;

    private final HttpClient client = HttpClient.newHttpClient();
    private String url = "";

    private Child starts(Object... words) throws Exception {
        Object[] models = {"--models", temp.resolve("models")};
        String command = "sandbox --port 0 --model plain";
        Child child = Child.starts(temp, List.of(), command, models, words);
        child.until(() -> URL.matcher(child.printed()).find());
        Matcher matcher = URL.matcher(child.printed());
        assertThat(matcher.find()).isTrue();
        url = matcher.group(1);
        return child;
    }

    private HttpRequest post(String path, String json) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private JsonObject send(HttpRequest request) {
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JsonParser.parseString(answer.body()).getAsJsonObject();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonObject training() {
        return send(HttpRequest.newBuilder(URI.create(url + "api/training")).build());
    }

    private static Outcome endsAtOnce(Child child) throws Exception {
        long begin = System.nanoTime();
        child.interrupts();
        Outcome outcome = child.ends().isForPeople();
        long nanos = System.nanoTime() - begin;
        System.out.printf("Ctrl-C took %.2f s%n", nanos / 1e9);
        assertThat(nanos).isLessThan(SOON);
        assertThat(outcome.code()).isEqualTo(130);
        return outcome;
    }

    @Test
    void ctrlCEndsAnIdleServer() throws Exception {
        Child child = starts();
        send(HttpRequest.newBuilder(URI.create(url + "api/facts")).build());
        Outcome outcome = endsAtOnce(child);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .isEqualTo("The sandbox is at %s (Ctrl-C ends it).\n".formatted(url));
    }

    /** While the engine is being loaded in the background. */
    @Tag("thorough")
    @Test
    void ctrlCEndsAServerThatHasJustStarted() throws Exception {
        assertThat(endsAtOnce(starts()).err()).isEmpty();
    }

    private String begins() throws Exception {
        JsonObject begun =
                send(
                        post(
                                "api/training",
                                """
                                {"epochs": 20, "learningRate": 0.004, "images": 1000,
                                 "network": "dense", "permuted": true, "seed": 3}"""));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (training().getAsJsonArray("metrics").isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        return begun.get("run").getAsString();
    }

    @Tag("thorough")
    @Test
    void ctrlCStopsATrainingWhichCanGoOn() throws Exception {
        Child child = starts();
        String run = begins();
        Outcome outcome = endsAtOnce(child);

        assertThat(outcome.err())
                .isEqualTo(
                        "Training %s was stopped; go on with: cnn train --resume %s --models %s\n"
                                .formatted(run, run, temp.resolve("models")));
        Outcome resumed =
                User.cnn("train --json", "--resume", run, "--models", temp.resolve("models"));
        JsonObject document = resumed.succeeds().json("train/1", "epochs", "test");
        assertThat(document.getAsJsonArray("epochs")).hasSize(20);
        User.cnn("evaluate", "--model", run, "--models", temp.resolve("models")).succeeds();
    }

    @Tag("thorough")
    @Test
    void ctrlCEndsAPausedTraining() throws Exception {
        Child child = starts();
        begins();
        send(post("api/training/pause", "{}"));
        assertThat(endsAtOnce(child).err()).contains("go on with: cnn train --resume");
    }

    /**
     * A search for patterns, a measurement of fields and a confusion matrix: each takes seconds.
     */
    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for answers that will not come
    void ctrlCEndsAnswersThatAreBeingComputed() throws Exception {
        Child child = starts();
        send(post("api/patterns", "{\"layer\": \"fc2\"}"));
        client.sendAsync(
                post(
                        "api/receptive-field/unit",
                        "{\"layer\": \"conv2\", \"row\": 3, \"column\": 3}"),
                BodyHandlers.ofString());
        client.sendAsync(
                HttpRequest.newBuilder(URI.create(url + "api/learned/0/confusion")).build(),
                BodyHandlers.ofString());
        Thread.sleep(700);
        assertThat(endsAtOnce(child).err()).isEmpty();
    }

    @Test
    void offersAnotherPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            User.cnn("sandbox --model pretrained", "--port", port)
                    .failsWith("Port " + port + " is taken", "--port 0 for any that is free");
        }
    }

    @Test
    void letsNoOtherMachineInUnasked() {
        User.cnn("sandbox --host 0.0.0.0 --model pretrained")
                .refuses("sandbox", "--host 0.0.0.0 would let other", "if that is what you want");
        User.cnn("sandbox --host no.such.host.invalid --model pretrained")
                .failsWith("--host is", "such as 127.0.0.1 or 0.0.0.0");
        User.cnn("sandbox --host 192.0.2.1 --allow-network --port 0 --model pretrained")
                .failsWith("192.0.2.1 is no address of this machine.");
    }

    @Test
    void warnsWhenOtherMachinesMayComeIn() throws Exception {
        Child child = starts("--host", "0.0.0.0", "--allow-network");
        assertThat(url).startsWith("http://127.0.0.1:");
        send(HttpRequest.newBuilder(URI.create(url + "api/facts")).build());
        List<String> others =
                Pattern.compile("http://\\S+")
                        .matcher(child.said())
                        .results()
                        .map(m -> m.group())
                        .toList();
        for (String other : others) {
            assertThat(child.said()).contains("Warning: other machines may use this page");
            send(HttpRequest.newBuilder(URI.create(other + "api/facts")).build());
        }
        endsAtOnce(child);
    }

    @Test
    void saysThatNoBrowserCouldBeOpened() throws Exception {
        String page = "http://127.0.0.1:1/";
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        for (String program : List.of("no-such-program", "false")) {
            new Browser(List.of(program)).open(page, said::add);
            assertThat(said.poll(20, TimeUnit.SECONDS))
                    .contains("No browser", "'" + program + "'", page);
        }
        new Browser(List.of("true")).open(page, said::add);
        assertThat(said.poll(1, TimeUnit.SECONDS)).isNull();
    }
}
