package org.patternscanner.sandbox;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentType;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The convolution sandbox: a page on this machine that teaches the lesson with a trained network.
 * Close it to stop.
 */
public final class Sandbox implements AutoCloseable {

    /** Bytes that a request may have: a photograph of some megapixels, as its file. */
    private static final long LARGEST_REQUEST = 12_000_000;

    private static final int THREADS = 24;
    private static final String PAGE = "/org/patternscanner/sandbox/page";

    private final Javalin server;
    private final String host;

    private Sandbox(Javalin server, String host) {
        this.server = server;
        this.host = host;
    }

    /**
     * Starts the server.
     *
     * @param host the address to listen on; only 127.0.0.1 keeps it to this machine
     * @param port 0 for any that is free
     * @throws IOException with one sentence if the port is taken or the address is not ours
     */
    public static Sandbox start(Teacher teacher, String host, int port) throws IOException {
        Javalin server = Javalin.create(config -> configure(config, teacher, host));
        try {
            server.start(host, port);
        } catch (JavalinBindException e) {
            server.stop();
            throw new IOException(
                    "Port %d is taken; choose another, such as --port %d, or --port 0 for any that is free."
                            .formatted(port, port + 1),
                    e);
        }
        return new Sandbox(server, host);
    }

    private static void configure(JavalinConfig config, Teacher teacher, String host) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.defaultContentType = ContentType.JSON;
        config.jetty.threadPool = new QueuedThreadPool(THREADS);
        config.jsonMapper(new GsonMapper());
        config.staticFiles.add(
                files -> {
                    files.directory = PAGE;
                    files.location = Location.CLASSPATH;
                });
        Guard guard = new Guard(host);
        config.routes.before(guard::check);
        Failures.register(config.routes);
        for (Panel panel : panels(teacher)) {
            panel.register(config.routes);
        }
    }

    /** What answers the page, in the lesson's order. */
    private static List<Panel> panels(Teacher teacher) {
        return List.of(
                new Facts(teacher),
                new PicturePanel(),
                new ConvolutionPanel(),
                new OutputSizePanel(),
                new WeightSharingPanel(),
                new ReceptiveFieldPanel(teacher),
                new EquivariancePanel(),
                new DigitPanel(teacher),
                new LearnedPanel(teacher),
                new PatternsPanel(teacher),
                new TrainingPanel(teacher));
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** The page's address. */
    public String url() {
        return "http://%s:%d/".formatted(host.contains(":") ? "[" + host + "]" : host, port());
    }

    @Override
    public void close() {
        server.stop();
    }
}
