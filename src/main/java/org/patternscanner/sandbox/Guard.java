package org.patternscanner.sandbox;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.UnsupportedMediaTypeResponse;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other web sites out. A page from elsewhere, open in the same browser, may send requests to
 * this machine; and a name that its owner points at 127.0.0.1 would make them look like our own (DNS
 * rebinding). So the Host header must be one of ours, and so must the Origin, where there is one.
 */
final class Guard {

    /** Nothing but what this server sends; no inline scripts or styles. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final Set<String> hosts;

    /** Accepts this host besides the loopback's names. */
    Guard(String host) {
        hosts =
                Set.copyOf(
                        java.util.List.of(
                                "127.0.0.1",
                                "localhost",
                                "[::1]",
                                host.contains(":") ? "[" + host + "]" : host));
    }

    /** Refuses what is foreign, and tells the browser to load nothing from elsewhere. */
    void check(Context context) {
        context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cache-Control", "no-cache");
        String host = context.host();
        if (!isOurs(host)) {
            throw new ForbiddenResponse(
                    "This server answers only to the address that it printed, not to '%s'."
                            .formatted(host));
        }
        String origin = context.header("Origin");
        if (origin != null && !origin.equals("http://" + host)) {
            throw new ForbiddenResponse("Other pages may not use this server.");
        }
        if ("cross-site".equals(context.header("Sec-Fetch-Site"))
                && !"navigate".equals(context.header("Sec-Fetch-Mode"))) {
            throw new ForbiddenResponse("Other pages may not use this server.");
        }
        if (context.method() == HandlerType.POST && !context.isJson()) {
            throw new UnsupportedMediaTypeResponse("Send JSON, with its content type.");
        }
    }

    private boolean isOurs(@Nullable String host) {
        return host != null
                && hosts.contains(host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT));
    }
}
