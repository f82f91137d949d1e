package org.patternscanner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.network.TorchEngine;

/** A sandbox with the network that comes with the program, and somebody who asks it. */
final class Caller implements AutoCloseable {

    /** An epoch that the network keeps: the best. */
    static final int EPOCH = 17;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** What only a programmer would write. */
    private static final Pattern JAVA =
            Pattern.compile(
                    "\\b(java|javax|ai\\.djl|com\\.google|io\\.javalin|org\\.(eclipse|patternscanner))\\."
                            + "|\\w+(Exception|Error)\\b|\\bGson|\\bnull\\b|\\bNaN\\b|\\bjavax?\\b");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Teacher teacher;
    private final Sandbox sandbox;
    private final List<Throwable> unexpected = new CopyOnWriteArrayList<>();

    /**
     * Opens the page.
     *
     * @param models where its trainings go
     */
    Caller(Path models) throws IOException {
        Run plain = new CheckpointStore(Path.of("models")).open(CheckpointStore.PLAIN);
        teacher =
                new Teacher(
                        new Teacher.Network(plain, EPOCH),
                        new Teacher.Network(plain, EPOCH),
                        new CheckpointStore(models),
                        new TwoThreads());
        sandbox = Sandbox.start(teacher, Host.of("127.0.0.1"), 0, unexpected::add);
    }

    /** The engine as the tests use it. */
    private static final class TwoThreads implements Teacher.Engine {

        @Override
        public Device load() throws IOException {
            TorchEngine.configure(2);
            return TorchEngine.device("cpu");
        }

        @Override
        public Map<String, String> versions() {
            return Map.of("tests", "1");
        }
    }

    /** An answer. */
    record Answer(int status, Map<String, List<String>> headers, String body) {

        JsonObject object() {
            return json().getAsJsonObject();
        }

        JsonElement json() {
            assertThat(status).as(body).isEqualTo(200);
            return JsonParser.parseString(body);
        }

        /** It failed, and says so in one sentence for people. */
        String refusal(int expected) {
            String sentence = sentence();
            assertThat(status).as(sentence).isEqualTo(expected);
            return sentence;
        }

        String sentence() {
            JsonObject failure = JsonParser.parseString(body).getAsJsonObject();
            assertThat(failure.keySet()).containsExactly("error");
            String sentence = failure.get("error").getAsString();
            assertThat(sentence).matches("[A-Z'].*\\.").doesNotContainPattern(JAVA);
            return sentence;
        }

        String header(String name) {
            return String.join(
                    "|",
                    headers.entrySet().stream()
                            .filter(each -> each.getKey().equalsIgnoreCase(name))
                            .flatMap(each -> each.getValue().stream())
                            .toList());
        }
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Teacher teacher() {
        return teacher;
    }

    /** Failures that no request should cause. */
    List<Throwable> unexpected() {
        return unexpected;
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.url() + path.substring(1)))
                .timeout(LONGEST);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A 7 as a child would draw it: 784 bytes in base64. */
    static String seven() {
        return Base64.getEncoder().encodeToString(sevenPixels());
    }

    static byte[] sevenPixels() {
        byte[] pixels = new byte[784];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / 28;
            int column = i % 28;
            boolean bar = row >= 6 && row <= 8 && column >= 8 && column <= 19;
            boolean stem = row > 8 && row <= 22 && Math.abs(column - (18 - (row - 8) / 2)) <= 1;
            pixels[i] = (byte) (bar || stem ? 250 : 0);
        }
        return pixels;
    }

    @Override
    public void close() {
        sandbox.close();
        teacher.close();
    }
}
