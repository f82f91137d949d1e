import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {

    private static final int CLIENTS = 32;
    private static final int QUESTIONS = 20;
    private static final int WARM_UP = 3; // the heap and the allocator's pools reach their size

    /** 3,200 answers: to leak their inputs alone would take 157 MB. */
    private static final int ROUNDS = 5;

    private static final long MEGABYTES_OF_NOISE = 60;

    @TempDir private static Path folder;

    private static Service service;
    private static HttpClient client;

    /** A network that nobody has trained answers as well as another. */
    @BeforeAll
    static void startsWithSomeNetwork() throws Exception {
        Engine.getInstance().setRandomSeed(1);
        SequentialBlock network = OwnImagesModel.network(3);
        try (Model model = Model.newInstance(OwnImagesModel.NAME)) {
            network.initialize(
                    model.getNDManager(),
                    DataType.FLOAT32,
                    new Shape(1, 3, OwnImagesModel.SIDE, OwnImagesModel.SIDE));
            model.setBlock(network);
            model.save(folder, OwnImagesModel.NAME);
        }
        Files.write(folder.resolve(OwnImagesModel.CLASSES), List.of("cat", "dog", "owl"));
        service = new Service(folder, 0, 4);
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stops() {
        service.close();
    }

    @Test
    void thirtyTwoClientsGetTheAnswersThatEachWouldGetAlone() throws Exception {
        List<byte[]> pictures = new ArrayList<>();
        List<String> alone = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            pictures.add(picture(i));
            alone.add(post(pictures.get(i)).body());
        }
        assertTrue(alone.stream().distinct().count() > QUESTIONS / 2, alone::toString);

        for (int round = 0; round < WARM_UP; round++) {
            manyAsk(pictures, alone);
        }
        long before = residentMegabytes();
        for (int round = 0; round < ROUNDS; round++) {
            manyAsk(pictures, alone);
        }
        long grown = residentMegabytes() - before;
        assertTrue(grown < MEGABYTES_OF_NOISE, grown + " MB more");
    }

    private static void manyAsk(List<byte[]> pictures, List<String> expected) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> all = new ArrayList<>();
        for (int c = 0; c < CLIENTS; c++) {
            int first = c;
            all.add(
                    clients.submit(
                            () -> {
                                for (int i = 0; i < QUESTIONS; i++) {
                                    int which = (first + i) % QUESTIONS;
                                    assertEquals(
                                            expected.get(which), post(pictures.get(which)).body());
                                }
                                return null;
                            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        clients.shutdown();
    }

    /** Of this process; 0 where the system does not say. */
    private static long residentMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(Files.readString(status));
        return resident.find() ? Long.parseLong(resident.group(1)) / 1024 : 0;
    }

    @Test
    void saysThatAFolderHoldsNoModel() {
        Path none = folder.resolve("none");

        IOException failure =
                assertThrows(IOException.class, () -> new Service(none, 0, 1).close());

        assertTrue(failure.getMessage().startsWith(none + " holds no model"));
    }

    @Test
    void saysThatItIsWell() throws Exception {
        HttpResponse<String> answer = send(request("/health").GET().build());

        assertEquals(200, answer.statusCode());
        assertEquals("{\"status\": \"ok\"}\n", answer.body());
    }

    @Test
    void refusesWhatIsNoPicture() throws Exception {
        assertEquals(415, post("no picture".getBytes(StandardCharsets.UTF_8)).statusCode());
        assertEquals(415, post(new byte[0]).statusCode());
        byte[] half = picture(1);
        assertEquals(400, post(Arrays.copyOf(half, half.length / 2)).statusCode());
        assertEquals(405, send(request("/predict").GET().build()).statusCode());
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        assertEquals(413, post(new byte[Service.MOST_BYTES + 1]).statusCode());
        BufferedImage huge = new BufferedImage(6000, 4000, BufferedImage.TYPE_BYTE_BINARY);
        assertEquals(413, post(png(huge)).statusCode());
    }

    private static byte[] picture(int seed) throws IOException {
        BufferedImage picture = new BufferedImage(80, 70, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int y = 0; y < 70; y += 10) {
            for (int x = 0; x < 80; x += 10) {
                int color = random.nextInt(0x1000000);
                for (int i = 0; i < 100; i++) {
                    picture.setRGB(x + i % 10, y + i / 10, color);
                }
            }
        }
        return png(picture);
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", file);
        return file.toByteArray();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d%s".formatted(service.port(), path)));
    }

    private static HttpResponse<String> post(byte[] body) throws Exception {
        return send(
                request("/predict").POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
