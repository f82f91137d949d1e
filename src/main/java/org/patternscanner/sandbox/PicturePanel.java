package org.patternscanner.sandbox;

import io.javalin.config.RoutesConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.patternscanner.digit.Stage;
import org.patternscanner.image.Picture;
import org.patternscanner.picture.PictureReader;

/** Files that people bring to the page: any picture, made 28 x 28. */
final class PicturePanel implements Panel {

    /** Where files are sent: what comes here may be larger. */
    static final String PATH = "/api/picture";

    /**
     * A file.
     *
     * @param name as people know it, for messages; never opened
     * @param file its bytes, in base64
     */
    private record Request(@Nullable String name, @Nullable String file) {}

    /**
     * The picture as it is, squeezed: what is bright counts as ink.
     *
     * @param pixels 784 bytes, in base64
     */
    private record Response(String pixels) {}

    @Override
    public void register(RoutesConfig routes) {
        routes.post(PATH, context -> context.json(read(context.bodyAsClass(Request.class))));
    }

    private static Response read(Request request) throws IOException {
        String name = PictureReader.printable(Numbers.required("name", request.name));
        byte[] bytes = Numbers.bytes("file", request.file);
        Picture picture = PictureReader.read(name, new ByteArrayInputStream(bytes));
        byte[] pixels = new Stage("decoded", "", picture.grey()).squeezed();
        return new Response(Base64.getEncoder().encodeToString(pixels));
    }
}
