package org.patternscanner.sandbox;

import com.google.gson.JsonParseException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.patternscanner.render.Json;

/** The one place where a failure becomes a sentence in JSON and a status. */
final class Failures {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final String UNEXPECTED =
            "Something unexpected went wrong; the terminal of 'cnn sandbox' says what.";
    private static final String SAID = "said";

    /** What is sent: one sentence. */
    private record Failure(String error) {}

    private Failures() {}

    /**
     * Answers every failure.
     *
     * @param unexpected is told of those that no request should be able to cause
     */
    static void register(RoutesConfig routes, Consumer<Throwable> unexpected) {
        routes.exception(
                HttpResponseException.class,
                (e, context) -> {
                    context.status(e.getStatus());
                    if (e.getStatus() != NOT_FOUND || e instanceof NothingThere) {
                        send(context, e.getStatus(), String.valueOf(e.getMessage()));
                    }
                });
        routes.exception(
                JsonParseException.class,
                (e, context) -> send(context, BAD_REQUEST, "This is not the JSON expected here."));
        routes.exception(
                Exception.class,
                (e, context) -> {
                    String sentence = sentence(e, unexpected);
                    int status = sentence.equals(UNEXPECTED) ? SERVER_ERROR : BAD_REQUEST;
                    send(context, status, sentence);
                });
        routes.error(
                NOT_FOUND, context -> sendAtLeast(context, "There is nothing at this address."));
        routes.error(SERVER_ERROR, context -> sendAtLeast(context, UNEXPECTED));
    }

    /**
     * A sentence for people. What Java says of its own failures is none, so {@code unexpected} is
     * told of those.
     */
    static String sentence(Throwable failure, Consumer<Throwable> unexpected) {
        if (failure instanceof FileSystemException) {
            unexpected.accept(failure);
            return "A file of the program could not be read or written; its terminal says which.";
        }
        boolean ours =
                failure instanceof IOException
                        || failure instanceof IllegalArgumentException
                        || failure instanceof CancellationException;
        String message = failure.getMessage();
        if (ours && message != null) {
            return message;
        }
        unexpected.accept(failure);
        return UNEXPECTED;
    }

    private static void sendAtLeast(Context context, String sentence) {
        if (context.attribute(SAID) == null) {
            send(context, context.statusCode(), sentence);
        }
    }

    private static void send(Context context, int status, String sentence) {
        context.attribute(SAID, true);
        context.status(status).json(new Failure(sentence));
    }

    /** Answers what is no request at all, before any route could see it. */
    static boolean answerNoRequest(Request request, Response response, Callback callback) {
        Guard.HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        String text = Json.toLine(new Failure("This is no request that this server answers."));
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    /** What is asked for by name is not there. */
    static final class NothingThere extends HttpResponseException {

        private static final long serialVersionUID = 1;

        NothingThere(String sentence) {
            super(NOT_FOUND, sentence);
        }
    }
}
