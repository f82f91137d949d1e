package org.patternscanner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.sandbox.Caller.Answer;

/** Who may ask, how much, and what an answer always has. */
class GuardTest {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String OUTPUT_SIZE =
            """
            {"n": 28, "kernel": 3, "stride": 2, "padding": 0, "dilation": 1}""";

    private static Caller caller;

    @BeforeAll
    static void opens(@TempDir Path models) throws IOException {
        caller = new Caller(models);
    }

    @AfterAll
    static void closes() {
        caller.close();
    }

    @AfterEach
    void stillAnswers() {
        assertThat(caller.post("/api/output-size", OUTPUT_SIZE).object().get("size").getAsInt())
                .isEqualTo(13);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/main.js",
                "/style.css",
                "/icon.svg",
                "/api/facts",
                "/api/nothing",
                "/nothing.html",
                "/api/learned/x/filters"
            })
    void everyAnswerHasItsHeaders(String path) {
        isGuarded(caller.get(path));
    }

    @Test
    void servesThePageAsWhatItIs() {
        assertThat(caller.get("/").header("Content-Type")).startsWith("text/html");
        assertThat(caller.get("/main.js").header("Content-Type")).startsWith("text/javascript");
        assertThat(caller.get("/style.css").header("Content-Type")).startsWith("text/css");
        assertThat(caller.get("/api/facts").header("Content-Type")).startsWith("application/json");
    }

    /** A name that its owner points at this machine stays that owner's name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:7070",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "192.0.2.7",
                "[2001:db8::1]",
                "0.0.0.0",
                "localhost@evil.example",
                "2130706433"
            })
    void refusesAForeignHost(String host) throws IOException {
        for (String path : new String[] {"/", "/main.js", "/api/facts", "/nothing"}) {
            Answer answer = Wire.get(port(), path, "Host: " + host);
            assertThat(answer.status()).isIn(400, 403);
            assertThat(answer.sentence()).isNotEmpty();
            isGuarded(answer);
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
        assertThat(
                        caller.send(caller.request("/api/facts").header("Origin", origin).GET())
                                .refusal(403))
                .isEqualTo("Other pages may not use this server.");
        assertThat(
                        caller.send(
                                        caller.request("/api/training/stop")
                                                .header("Origin", origin)
                                                .header("Content-Type", "application/json")
                                                .POST(BodyPublishers.ofString("{}")))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void answersToItsOwnOrigin() {
        String origin = caller.sandbox().url().replaceFirst("/$", "");
        assertThat(
                        caller.send(caller.request("/api/facts").header("Origin", origin).GET())
                                .status())
                .isEqualTo(200);
    }

    @Test
    void refusesWhatAnotherSiteFetches() {
        for (String site : new String[] {"cross-site", "same-site"}) {
            Answer fetched =
                    caller.send(
                            caller.request("/api/facts")
                                    .header("Sec-Fetch-Site", site)
                                    .header("Sec-Fetch-Mode", "no-cors")
                                    .GET());
            assertThat(fetched.refusal(403)).isEqualTo("Other pages may not use this server.");
        }
        Answer link =
                caller.send(
                        caller.request("/")
                                .header("Sec-Fetch-Site", "cross-site")
                                .header("Sec-Fetch-Mode", "navigate")
                                .GET());
        assertThat(link.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void refusesAnotherPagesForm(String type) {
        Answer answer =
                caller.send(
                        caller.request("/api/training")
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofString("{}")));
        assertThat(answer.refusal(415)).isEqualTo("Send JSON, with its content type.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW"})
    void knowsNoOtherMethods(String method) throws IOException {
        for (String path : new String[] {"/", "/api/facts", "/api/convolution"}) {
            Answer answer = Wire.send(port(), Wire.head(method, path) + "\r\n");
            assertThat(answer.status()).isBetween(400, 499);
            assertThat(answer.sentence()).isNotEmpty();
            isGuarded(answer);
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
        assertThat(answer.status()).isBetween(400, 505);
        assertThat(answer.sentence()).isEqualTo("This is no request that this server answers.");
        isGuarded(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/..%2f..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..;/..;/etc/passwd",
                "/..%5c..%5cwindows",
                "//etc/passwd",
                "/../source/org/patternscanner/network/SimpleCnn.java",
                "/panels/../../Sandbox.class",
                "/api/source/..%2f..%2f..%2fpom/x",
                "/api/source/../x",
                "/api/source/..%5c..%5cpom/x",
                "/api/source/Window%00/outputSize",
                "/api/source/%2fetc%2fpasswd/x",
                "/api/source/Cnn/main",
                "/api/learned/..%2f..%2f..%2fetc%2fpasswd/filters",
                "/api/learned/%2e%2e/filters",
                "/api/learned/0%00/filters",
                "/api/learned/-1/filters",
                "/api/learned/99999/filters"
            })
    void noPathLeavesThePage(String path) throws IOException {
        Answer answer = Wire.get(port(), path);
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.sentence()).isNotEmpty();
        isGuarded(answer);
    }

    /** The server answers before anything of the body is sent. */
    @Test
    void readsNothingOfALargeBody() throws IOException {
        String head =
                Wire.head(
                        "POST",
                        "/api/convolution",
                        "Content-Type: application/json",
                        "Content-Length: 1000001");
        assertThat(Wire.send(port(), head + "\r\n").refusal(413))
                .isEqualTo("The request has 1,000,001 bytes; at most 1,000,000 are read.");
        String file =
                Wire.head(
                        "POST",
                        "/api/picture",
                        "Content-Type: application/json",
                        "Content-Length: 12000001");
        assertThat(Wire.send(port(), file + "\r\n").refusal(413)).contains("12,000,000");
    }

    @Test
    void readsNothingWhoseLengthIsNotKnown() throws IOException {
        String head =
                Wire.head(
                        "POST",
                        "/api/convolution",
                        "Content-Type: application/json",
                        "Transfer-Encoding: chunked");
        assertThat(Wire.send(port(), head + "\r\n").refusal(411))
                .isEqualTo("Send the length of the request before it.");
    }

    @Test
    void saysWhatIsWrongWithAPicture() throws IOException {
        assertThat(picture("bomb.png", bomb())).startsWith("'bomb.png' ");
        assertThat(picture("text.png", "Only a text.".getBytes(StandardCharsets.UTF_8)))
                .startsWith("'text.png' ");
        byte[] whole = png(20, 20, new byte[20 * 21]);
        assertThat(picture("half.png", Arrays.copyOf(whole, whole.length / 2)))
                .startsWith("'half.png' ");
        assertThat(picture("empty.png", new byte[0])).startsWith("'empty.png' ");
        assertThat(picture("../../etc/passwd\n\u001b[31m", new byte[3]))
                .doesNotContain("\n", "\u001b");
        assertThat(send("good.png", whole).status()).isEqualTo(200);
    }

    private static String picture(String name, byte[] file) {
        return send(name, file).refusal(400);
    }

    private static Answer send(String name, byte[] file) {
        com.google.gson.JsonObject request = new com.google.gson.JsonObject();
        request.addProperty("name", name);
        request.addProperty("file", Base64.getEncoder().encodeToString(file));
        return caller.post("/api/picture", request.toString());
    }

    /** 100 bytes that say they are 60,000 x 60,000 pixels. */
    private static byte[] bomb() throws IOException {
        return png(60_000, 60_000, new byte[1_000]);
    }

    /** A grey PNG (W3C, Portable Network Graphics, 2003). */
    private static byte[] png(int width, int height, byte[] rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0x89504E470D0A1A0AL);
        byte[] header =
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 0, 0, 0, 0})
                        .array();
        chunk(out, "IHDR", header);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(rows);
        }
        chunk(out, "IDAT", packed.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
