package org.patternscanner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.awt.Color;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.digit.Drawn;
import org.patternscanner.picture.PictureFiles;
import org.patternscanner.sandbox.Caller.Answer;

/** Who may ask, how much, and what an answer always has. */
class GuardTest extends Asking {

    private static final String OTHER_PAGES = "Other pages may not use this server.";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String JSON = "Content-Type: application/json";

    @AfterEach
    void stillAnswers() {
        caller.get("/api/facts").object();
        assertThat(caller.unexpected()).isEmpty();
    }

    private static int port() {
        return caller.sandbox().port();
    }

    private static void isGuarded(Answer answer) {
        assertThat(answer.header("Content-Security-Policy")).isEqualTo(POLICY);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("Server")).doesNotContain("Jetty");
        assertThat(answer.body()).doesNotContain("\tat ", "Exception", "Jetty");
    }

    private static void isRefused(Answer answer, int from, int to) {
        assertThat(answer.status()).isBetween(from, to);
        assertThat(answer.sentence()).isNotEmpty();
        isGuarded(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/main.js, text/javascript",
        "/style.css, text/css",
        "/icon.svg, image/svg+xml",
        "/api/facts, application/json",
        "/api/nothing, application/json",
        "/nothing.html, application/json",
        "/api/learned/x/filters, application/json"
    })
    void everyAnswerHasItsHeaders(String path, String type) {
        Answer answer = caller.get(path);
        isGuarded(answer);
        assertThat(answer.header("Content-Type")).startsWith(type);
    }

    private static Stream<String> words(String words) {
        return Stream.of(words.strip().split("\\s+", -1));
    }

    static Stream<String> foreignHosts() {
        return words(
                """
                evil.example evil.example:7070 127.0.0.1.evil.example localhost.evil.example
                192.0.2.7 [2001:db8::1] 0.0.0.0 localhost@evil.example 2130706433
                """);
    }

    /** A name that its owner points at this machine stays that owner's name. */
    @ParameterizedTest
    @MethodSource("foreignHosts")
    void refusesAForeignHost(String host) throws IOException {
        for (String path : new String[] {"/", "/main.js", "/api/facts", "/nothing"}) {
            isRefused(Wire.get(port(), path, "Host: " + host), 400, 403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "127.0.0.1:7070", "localhost", "LOCALHOST:80", "[::1]:7070"})
    void answersToItsOwnNames(String host) throws IOException {
        assertThat(Wire.get(port(), "/api/facts", "Host: " + host).status()).isEqualTo(200);
    }

    @Test
    void refusesARequestWithoutAHost() throws IOException {
        Answer answer = Wire.send(port(), "GET /api/facts HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertThat(answer.refusal(400)).contains("no request");
        isGuarded(answer);
        Answer old = Wire.send(port(), "GET /api/facts HTTP/1.0\r\n\r\n");
        assertThat(old.status()).isIn(400, 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"})
    void refusesAForeignOrigin(String origin) {
        assertThat(from("/api/facts", "Origin", origin).refusal(403)).isEqualTo(OTHER_PAGES);
        HttpRequest.Builder post = posts("/api/training/stop", "application/json");
        assertThat(caller.send(post.header("Origin", origin)).refusal(403)).isEqualTo(OTHER_PAGES);
    }

    private static Answer from(String path, String... headers) {
        return caller.send(caller.request(path).headers(headers).GET());
    }

    private static HttpRequest.Builder posts(String path, String type) {
        return caller.request(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{}"));
    }

    @Test
    void answersToItsOwnOrigin() {
        String origin = caller.sandbox().url().replaceFirst("/$", "");
        assertThat(from("/api/facts", "Origin", origin).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/facts, cross-site, no-cors, 403",
        "/api/facts, same-site, no-cors, 403",
        "/, cross-site, navigate, 200" // a link
    })
    void refusesWhatAnotherSiteFetches(String path, String site, String mode, int status) {
        Answer answer = from(path, "Sec-Fetch-Site", site, "Sec-Fetch-Mode", mode);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().contains(OTHER_PAGES)).isEqualTo(status == 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void refusesAnotherPagesForm(String type) {
        assertThat(caller.send(posts("/api/training", type)).refusal(415)).contains("Send JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW"})
    void knowsNoOtherMethods(String method) throws IOException {
        for (String path : new String[] {"/", "/api/facts", "/api/convolution"}) {
            Answer answer = Wire.send(port(), Wire.head(method, path) + "\r\n");
            isRefused(answer, 400, 499);
        }
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        for (String path : new String[] {"/", "/main.js", "/api/facts", "/nothing"}) {
            Answer answer = Wire.send(port(), Wire.head("HEAD", path) + "\r\n");
            assertThat(answer.body()).isEmpty();
            isGuarded(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "POST /api/convolution HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
                "\u0000\u0001\u0002\u0003\r\n\r\n"
            })
    void saysOfNonsenseThatItIsNone(String bytes) throws IOException {
        Answer answer = Wire.send(port(), bytes);
        isRefused(answer, 400, 505);
        assertThat(answer.sentence()).isEqualTo("This is no request that this server answers.");
    }

    static Stream<String> paths() {
        return words(
                """
                /../../../../etc/passwd /..%2f..%2f..%2fetc/passwd /%2e%2e/%2e%2e/etc/passwd
                /..;/..;/etc/passwd /..%5c..%5cwindows //etc/passwd
                /../source/org/patternscanner/network/SimpleCnn.java
                /panels/../../Sandbox.class
                /api/source/..%2f..%2f..%2fpom/x /api/source/../x /api/source/..%5c..%5cpom/x
                /api/source/Window%00/outputSize /api/source/%2fetc%2fpasswd/x
                /api/source/Cnn/main
                /api/learned/..%2f..%2f..%2fetc%2fpasswd/filters /api/learned/%2e%2e/filters
                /api/learned/0%00/filters /api/learned/-1/filters /api/learned/99999/filters
                """);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void noPathLeavesThePage(String path) throws IOException {
        Answer answer = Wire.get(port(), path);
        assertThat(answer.status()).isIn(400, 404);
        isRefused(answer, 400, 404);
    }

    /** The server answers before anything of the body is sent. */
    @ParameterizedTest
    @CsvSource({
        "/api/convolution, Content-Length: 1000001, 413, '1,000,000'",
        "/api/picture, Content-Length: 12000001, 413, '12,000,000'",
        "/api/convolution, Transfer-Encoding: chunked, 411, Send the length"
    })
    void readsNothingOfABodyThatIsLargeOrOfUnknownLength(
            String path, String header, int status, String reason) throws IOException {
        String head = Wire.head("POST", path, JSON, header);
        assertThat(Wire.send(port(), head + "\r\n").refusal(status)).contains(reason);
    }

    @Test
    void saysWhatIsWrongWithAPicture() throws IOException {
        byte[] whole = PictureFiles.encoded(Drawn.ground(20, 20, Color.WHITE), "png");
        byte[] bomb = PictureFiles.withSize(whole, 60_000, 60_000);
        refusesPicture("bomb.png", bomb);
        refusesPicture("text.png", "Only a text.".getBytes(StandardCharsets.UTF_8));
        refusesPicture("half.png", Arrays.copyOf(whole, whole.length / 2));
        refusesPicture("empty.png", new byte[0]);
        assertThat(send("../../etc/passwd\n\u001b[31m", new byte[3]).refusal(400))
                .doesNotContain("\n", "\u001b");
        assertThat(send("good.png", whole).status()).isEqualTo(200);
    }

    private static void refusesPicture(String name, byte[] file) {
        assertThat(send(name, file).refusal(400)).startsWith("'" + name + "' ");
    }

    private static Answer send(String name, byte[] file) {
        JsonObject request = new JsonObject();
        request.addProperty("name", name);
        request.addProperty("file", Base64.getEncoder().encodeToString(file));
        return caller.post("/api/picture", request.toString());
    }
}
