package org.patternscanner.sandbox;

import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.UnsupportedMediaTypeResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other web sites out. A page from elsewhere, open in the same browser, may send requests to
 * this machine; and a name that its owner points at 127.0.0.1 would make them look like our own
 * (DNS rebinding). So the Host header must be one of ours, and so must the Origin, where there is
 * one.
 */
final class Guard {

    /** Bytes that a request may have. */
    private static final long LARGEST_REQUEST = 1_000_000;

    /** Where a file is sent: a photograph of some megapixels. */
    static final long LARGEST_FILE = 12_000_000;

    private static final Set<HandlerType> METHODS =
            Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.POST);

    private static final int LENGTH_REQUIRED = 411;

    /**
     * For every answer. The first: nothing but what this server sends, no inline scripts or styles.
     */
    static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self';"
                            + " img-src 'self' data: blob:; connect-src 'self'; base-uri 'none';"
                            + " form-action 'none'; frame-ancestors 'none'",
                    "X-Content-Type-Options",
                    "nosniff",
                    "Referrer-Policy",
                    "no-referrer",
                    "Cross-Origin-Resource-Policy",
                    "same-origin",
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Cache-Control",
                    "no-cache");

    private final Set<String> names;

    /**
     * Accepts the loopback's names, the address that a request arrived at, and these names: an
     * address cannot be rebound, and a name that is ours is not the owner's of another page.
     *
     * @param names in lower case
     */
    Guard(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /**
     * Refuses what is foreign or too large, and tells the browser to load nothing from elsewhere.
     */
    void check(Context context) {
        HEADERS.forEach(context::header);
        String host = context.host();
        if (host == null || !isOurs(withoutPort(host), context.req().getLocalAddr())) {
            throw new ForbiddenResponse(
                    "This server answers only to the address that it printed, not to '%s'."
                            .formatted(host));
        }
        requireNoOtherPage(context, host);
        if (!METHODS.contains(context.method())) {
            throw new MethodNotAllowedResponse("Only GET, HEAD and POST are answered here.");
        }
        if (HandlerType.POST.equals(context.method())) {
            requireJson(context);
        }
    }

    private static void requireNoOtherPage(Context context, String host) {
        String origin = context.header("Origin");
        boolean foreign = origin != null && !origin.equalsIgnoreCase("http://" + host);
        String site = context.header("Sec-Fetch-Site");
        boolean sent = site != null && !site.equals("same-origin") && !site.equals("none");
        boolean link = "navigate".equals(context.header("Sec-Fetch-Mode"));
        if (foreign || (sent && !link)) {
            throw new ForbiddenResponse("Other pages may not use this server.");
        }
    }

    private static void requireJson(Context context) {
        if (!context.isJson()) {
            throw new UnsupportedMediaTypeResponse("Send JSON, with its content type.");
        }
        long length = context.req().getContentLengthLong();
        if (length < 0) {
            throw new HttpResponseException(
                    LENGTH_REQUIRED, "Send the length of the request before it.");
        }
        long most = context.path().equals(PicturePanel.PATH) ? LARGEST_FILE : LARGEST_REQUEST;
        if (length > most) {
            throw new ContentTooLargeResponse(
                    "The request has %,d bytes; at most %,d are read.".formatted(length, most));
        }
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
    }

    private boolean isOurs(String host, @Nullable String arrivedAt) {
        if (names.contains(host)) {
            return true;
        }
        InetAddress address = address(host);
        return address != null
                && (address.isLoopbackAddress()
                        || (arrivedAt != null && address.equals(address(arrivedAt))));
    }

    /** An address that is written in numbers; null for a name, which is not looked up. */
    static @Nullable InetAddress address(String text) {
        String numbers = text.replaceFirst("^\\[(.*)]$", "$1").replaceFirst("%.*$", "");
        boolean four = numbers.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        boolean six = numbers.contains(":") && numbers.matches("[0-9a-fA-F:.]+");
        if (!four && !six) {
            return null;
        }
        try {
            return InetAddress.getByName(numbers);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
