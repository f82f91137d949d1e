package org.patternscanner.sandbox;

import com.google.gson.JsonParseException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;

/** The one place where a failure becomes a sentence in JSON and a status. */
final class Failures {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    /** What is sent: one sentence. */
    private record Failure(String error) {}

    private Failures() {}

    static void register(RoutesConfig routes) {
        routes.exception(
                HttpResponseException.class,
                (e, context) -> send(context, e.getStatus(), String.valueOf(e.getMessage())));
        routes.exception(
                IllegalArgumentException.class,
                (e, context) -> send(context, BAD_REQUEST, String.valueOf(e.getMessage())));
        routes.exception(
                JsonParseException.class,
                (e, context) -> send(context, BAD_REQUEST, "This is not the JSON expected here."));
        routes.exception(
                IOException.class,
                (e, context) -> send(context, BAD_REQUEST, String.valueOf(e.getMessage())));
        routes.exception(
                Exception.class,
                (e, context) ->
                        send(context, SERVER_ERROR, "Something unexpected went wrong (%s).".formatted(e)));
        routes.error(
                NOT_FOUND,
                context -> send(context, NOT_FOUND, "There is nothing at this address."));
    }

    private static void send(Context context, int status, String sentence) {
        context.status(status).json(new Failure(sentence));
    }
}
