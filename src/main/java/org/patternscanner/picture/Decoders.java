package org.patternscanner.picture;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * The decoders of the formats that are read: Java's own for PNG, JPEG, GIF and BMP; TwelveMonkeys'
 * for WebP, for TIFF, of which Java knows less, and for JPEG in the colours of print.
 */
final class Decoders {

    private static final ImageReaderSpi JPEG = ofJava("jpeg");

    /** Java's others are left out: WBMP has no signature and would accept any zeros. */
    private static final List<Supplier<ImageReaderSpi>> ALL =
            List.of(
                    () -> JPEG,
                    () -> ofJava("png"),
                    () -> ofJava("gif"),
                    () -> ofJava("bmp"),
                    TIFFImageReaderSpi::new,
                    WebPImageReaderSpi::new);

    private Decoders() {}

    /** Returns the decoder that knows the file by its first bytes, and has it for its input. */
    static Optional<ImageReader> of(ImageInputStream file) throws IOException {
        for (Supplier<ImageReaderSpi> one : ALL) {
            ImageReaderSpi decoder = one.get();
            if (knows(decoder, file)) {
                ImageReader reader = reader(decoder, file);
                boolean print = decoder == JPEG && !reader.getImageTypes(0).hasNext();
                return Optional.of(print ? reader(printJpeg(), file) : reader);
            }
        }
        return Optional.empty();
    }

    private static boolean knows(ImageReaderSpi decoder, ImageInputStream file) throws IOException {
        try {
            file.seek(0);
            return decoder.canDecodeInput(file);
        } catch (EOFException e) {
            return false; // the file is shorter than that format's first bytes
        }
    }

    /** It builds on Java's own, which it finds as if it were registered; but Java's stays first. */
    private static ImageReaderSpi printJpeg() {
        ImageReaderSpi decoder = new JPEGImageReaderSpi();
        decoder.onRegistration(IIORegistry.getDefaultInstance(), ImageReaderSpi.class);
        return decoder;
    }

    private static ImageReader reader(ImageReaderSpi decoder, ImageInputStream file)
            throws IOException {
        ImageReader reader = decoder.createReaderInstance();
        reader.setInput(file, false, true);
        return reader;
    }

    /** Found without a search through all libraries for more, which takes 30 to 45 ms. */
    private static ImageReaderSpi ofJava(String format) {
        Thread thread = Thread.currentThread();
        ClassLoader libraries = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return IIORegistry.getDefaultInstance()
                    .getServiceProviders(
                            ImageReaderSpi.class,
                            spi -> isOfJava((ImageReaderSpi) spi, format),
                            false)
                    .next();
        } finally {
            thread.setContextClassLoader(libraries);
        }
    }

    private static boolean isOfJava(ImageReaderSpi decoder, String format) {
        return decoder.getClass().getModule().equals(ImageReaderSpi.class.getModule())
                && Arrays.asList(decoder.getFormatNames()).contains(format);
    }
}
