package org.patternscanner.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.patternscanner.data.Sha256;

/** Pieces of web pages, which are well-formed XML too. */
final class Html {

    private Html() {}

    /** Text that no browser takes for anything else, in an element or in quotes. */
    static String text(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> safe.append(safe(c)));
        return safe.toString();
    }

    private static String safe(int c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> isAllowed(c) ? Character.toString(c) : "\uFFFD";
        };
    }

    /** XML 1.0 has no control characters and no halves of pairs. */
    private static boolean isAllowed(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        return !control && Character.getType(c) != Character.SURROGATE && (c & 0xFFFE) != 0xFFFE;
    }

    /** An image that is part of the page. */
    static String image(byte[] png, int width, int height, String alt) {
        return "<img src=\"data:image/png;base64,%s\" width=\"%d\" height=\"%d\" alt=\"%s\"/>"
                .formatted(Base64.getEncoder().encodeToString(png), width, height, text(alt));
    }

    /**
     * What a page may do: show its own images, and look as this one style sheet says. No script, no
     * request, no form.
     */
    static String policy(String styleSheet) {
        return ("default-src 'none'; img-src data:; style-src 'sha256-%s'; base-uri 'none';"
                        + " form-action 'none'")
                .formatted(sha256(styleSheet));
    }

    private static String sha256(String text) {
        byte[] hash = HexFormat.of().parseHex(Sha256.of(text.getBytes(UTF_8)));
        return Base64.getEncoder().encodeToString(hash);
    }

    /** A style sheet that lies beside this class. */
    static String styleSheet(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Html.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
