import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A network behind HTTP: {@code POST /predict} with a picture answers with the classes and their
 * probabilities, {@code GET /health} with "ok".
 */
public final class Service implements AutoCloseable {

    /** A larger body is refused before it is read. */
    static final int MOST_BYTES = 2_000_000;

    /** A small file can hold a huge picture. */
    private static final long MOST_PIXELS = 20_000_000;

    private static final int SECONDS_TO_FINISH = 5;

    private final ZooModel<Image, Classifications> model;
    private final BlockingQueue<Predictor<Image, Classifications>> predictors;
    private final List<Predictor<Image, Classifications>> all = new ArrayList<>();
    private final ExecutorService threads;
    private final HttpServer server;

    /**
     * Loads a network and listens.
     *
     * @param folder what the example own-images has saved
     * @param port 0 for any that is free
     * @param workers how many requests are answered at a time
     */
    Service(Path folder, int port, int workers)
            throws IOException, ModelNotFoundException, MalformedModelException {
        model = OwnImagesModel.load(folder);
        // A Predictor is for one thread at a time. They all share the model's parameters.
        predictors = new ArrayBlockingQueue<>(workers);
        for (int i = 0; i < workers; i++) {
            Predictor<Image, Classifications> predictor = model.newPredictor();
            all.add(predictor);
            predictors.add(predictor);
        }
        threads = Executors.newFixedThreadPool(workers);
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 64);
        server.createContext("/health", exchange -> answer(exchange, this::health));
        server.createContext("/predict", exchange -> answer(exchange, this::predict));
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    public static void main(String[] args) throws Exception {
        // One thread a request is faster here than several threads that share each operation.
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        if (args.length != 2 || !args[1].matches("\\d{1,4}|[1-5]\\d{4}")) {
            System.err.println("java -jar service.jar MODEL PORT, and PORT is below 60000");
            System.exit(2);
        }
        Service service = start(Path.of(args[0]), Integer.parseInt(args[1]));
        // Ctrl-C or a container's stop: what has begun is finished, then native memory is freed.
        Runtime.getRuntime().addShutdownHook(new Thread(service::close));
        System.out.printf("http://127.0.0.1:%d/predict%n", service.port());
    }

    private static Service start(Path folder, int port) throws Exception {
        try {
            return new Service(folder, port, Runtime.getRuntime().availableProcessors());
        } catch (IOException e) { // no such model, or the port is in use
            System.err.println(e.getMessage());
            System.exit(1);
            throw e;
        }
    }

    /** What has begun is finished first; server.stop(5) would wait five seconds even for nothing. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        all.forEach(Predictor::close);
        model.close();
    }

    // ---- answers

    private record Answer(int status, String text) {}

    private interface Handler {
        Answer handle(HttpExchange exchange) throws IOException, TranslateException;
    }

    /** What the client did wrong. */
    private static final class RefusedException extends RuntimeException {
        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private static void answer(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = handler.handle(exchange);
            } catch (RefusedException e) {
                answer = error(e.status, e.getMessage());
            } catch (TranslateException | RuntimeException e) {
                e.printStackTrace(); // ours to mend, and not the client's to read
                answer = error(500, "The prediction failed.");
            }
            byte[] body = answer.text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Answer error(int status, String message) {
        return new Answer(status, "{\"error\": \"%s\"}\n".formatted(message));
    }

    private Answer health(HttpExchange exchange) {
        return new Answer(200, "{\"status\": \"ok\"}\n");
    }

    private Answer predict(HttpExchange exchange) throws IOException, TranslateException {
        if (!exchange.getRequestMethod().equals("POST")) {
            throw new RefusedException(405, "POST a picture.");
        }
        Image picture = picture(body(exchange));
        Predictor<Image, Classifications> predictor = predictors.remove(); // as many as threads
        try {
            return new Answer(200, json(predictor.predict(picture)));
        } finally {
            predictors.add(predictor);
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new RefusedException(413, "A picture may have %d bytes.".formatted(MOST_BYTES));
        }
        return body;
    }

    /** Looks at a picture's size before any of its pixels are decoded. */
    private static Image picture(byte[] file) {
        try (InputStream bytes = new ByteArrayInputStream(file);
                ImageInputStream input = ImageIO.createImageInputStream(bytes)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new RefusedException(415, "That is no PNG, JPEG, GIF or BMP.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    throw new RefusedException(
                            413, "A picture may have %d pixels.".formatted(MOST_PIXELS));
                }
                BufferedImage picture = reader.read(0);
                return ImageFactory.getInstance().fromImage(picture);
            } finally {
                reader.dispose();
            }
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // ImageIO throws several kinds at damaged files
            throw new RefusedException(400, "The picture is damaged.");
        }
    }

    private static String json(Classifications answer) {
        List<String> classes = new ArrayList<>();
        for (Classifications.Classification each : answer.topK(3)) {
            classes.add(
                    "{\"class\": \"%s\", \"probability\": %.6f}"
                            .formatted(
                                    each.getClassName().replaceAll("[\"\\\\\\p{Cntrl}]", "_"),
                                    each.getProbability()));
        }
        return "{\"classes\": [%s]}\n".formatted(String.join(", ", classes));
    }
}
