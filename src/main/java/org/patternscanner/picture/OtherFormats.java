package org.patternscanner.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.stream.ImageInputStream;

/** Formats that are not read, by how their files begin: they often bear a picture's name. */
final class OtherFormats {

    private static final int BEGINNING = 512;

    private static final Map<Pattern, String> ALL =
            Map.of(
                    Pattern.compile("(?s)....ftyp(heic|heix|hevc|heim|mif1|msf1).*"),
                    "a HEIC photograph, whatever its name says: open it on the telephone or in an"
                            + " image viewer and export it as JPEG",
                    Pattern.compile("(?s)....ftyp(avif|avis).*"),
                    "an AVIF picture, whatever its name says: open it in a browser or an image"
                            + " viewer and save it as PNG",
                    Pattern.compile("(?s)\\s*%pdf.*"),
                    "a PDF document: take a screenshot of its page, or export that as PNG",
                    Pattern.compile("(?s).*<svg.*"),
                    "an SVG drawing: open it in a browser and take a screenshot, or export it as"
                            + " PNG",
                    Pattern.compile("(?s)\\W*<(!doctype )?html.*"),
                    "a web page, not a picture: save the picture itself");

    private OtherFormats() {}

    /** What a file is, after "is", and what to do. */
    static String advice(ImageInputStream file) {
        String start = start(file).toLowerCase(Locale.ROOT);
        return ALL.keySet().stream()
                .filter(pattern -> pattern.matcher(start).matches())
                .findFirst()
                .map(ALL::get)
                .orElse("no picture of a known format: save it as " + PictureReader.FORMATS);
    }

    private static String start(ImageInputStream file) {
        byte[] bytes = new byte[BEGINNING];
        try {
            file.seek(0);
            int length = Math.max(0, file.read(bytes));
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
