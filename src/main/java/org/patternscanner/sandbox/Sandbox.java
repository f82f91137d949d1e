package org.patternscanner.sandbox;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentType;
import io.javalin.http.staticfiles.JavalinStaticResourceHandler;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.RunInfo;

/**
 * The convolution sandbox: a page on this machine that teaches the lesson with a trained network.
 * Close it to stop.
 */
public final class Sandbox implements AutoCloseable {

    private static final int THREADS = 24;
    private static final int PORTS_TO_TRY = 20;
    private static final int LAST_PORT = 65_535;
    private static final String PAGE = "/org/patternscanner/sandbox/page";

    private final Javalin server;
    private final Host host;
    private final Teacher teacher;
    private final TrainingPanel training;

    private Sandbox(Javalin server, Host host, Teacher teacher, TrainingPanel training) {
        this.server = server;
        this.host = host;
        this.teacher = teacher;
        this.training = training;
    }

    /**
     * Starts the server.
     *
     * @param teacher open for as long as the server is
     * @param port 0 for any that is free
     * @param unexpected is told of failures that are the program's own
     * @throws IOException with one sentence if it cannot listen there
     */
    public static Sandbox start(
            Teacher teacher, Host host, int port, Consumer<Throwable> unexpected)
            throws IOException {
        TrainingPanel training = new TrainingPanel(teacher, unexpected);
        List<Panel> panels = panels(teacher, training, unexpected);
        Javalin server =
                Javalin.create(config -> configure(config, panels, host.names(), unexpected));
        try {
            server.start(host.address().getHostAddress(), port);
        } catch (JavalinBindException e) {
            server.stop();
            throw new IOException(cannotListen(host.address(), port, e), e);
        } catch (JavalinException e) {
            server.stop();
            throw new IOException("The server cannot be started on port %d.".formatted(port), e);
        }
        return new Sandbox(server, host, teacher, training);
    }

    private static void configure(
            JavalinConfig config,
            List<Panel> panels,
            Set<String> names,
            Consumer<Throwable> unexpected) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = Guard.LARGEST_FILE;
        config.http.defaultContentType = ContentType.JSON;
        config.jetty.threadPool = new QueuedThreadPool(THREADS);
        config.jetty.modifyServer(server -> server.setErrorHandler(Failures::answerNoRequest));
        config.jsonMapper(new GsonMapper());
        // Jetty's own finds nothing in a jar whose folder's name has an umlaut.
        config.resourceHandler(new JavalinStaticResourceHandler());
        config.staticFiles.add(
                files -> {
                    files.directory = PAGE;
                    files.location = Location.CLASSPATH;
                });
        config.routes.before(new Guard(names)::check);
        Failures.register(config.routes, unexpected);
        for (Panel panel : panels) {
            panel.register(config.routes);
        }
    }

    /** What answers the page, in the lesson's order. */
    private static List<Panel> panels(
            Teacher teacher, TrainingPanel training, Consumer<Throwable> unexpected) {
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
                new PatternsPanel(teacher, unexpected),
                training);
    }

    private static String cannotListen(InetAddress address, int port, JavalinBindException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof BindException && message.contains("assign")) {
                return "%s is no address of this machine.".formatted(address.getHostAddress());
            }
            if (message.contains("ermission denied")) {
                return "Port %d is the system's own; choose one above 1023, such as --port 7070."
                        .formatted(port);
            }
        }
        String other =
                IntStream.rangeClosed(port + 1, Math.min(port + PORTS_TO_TRY, LAST_PORT))
                        .filter(each -> isFree(address, each))
                        .mapToObj("such as --port %d, or "::formatted)
                        .findFirst()
                        .orElse("");
        return "Port %d is taken; choose another, %s--port 0 for any that is free."
                .formatted(port, other);
    }

    private static boolean isFree(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** The page's address for this machine. */
    public String url() {
        return host.url(port());
    }

    /** Its addresses for other machines; none if it only listens to this one. */
    public List<String> networkUrls() {
        return host.networkUrls(port());
    }

    /** The run of a training that was stopped by closing, or by the page, if any. */
    public @Nullable RunInfo stoppedTraining() {
        return training.stopped();
    }

    /**
     * Stops. What runs long is told to end first; then this waits for the answers that are being
     * computed and for the training's last step, so that nobody uses native memory any more.
     */
    @Override
    public void close() {
        teacher.end();
        training.end();
        server.stop();
        training.close();
    }
}
