package org.patternscanner.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterInputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Picture files; byte by byte, where Java writes none. */
public final class PictureFiles {

    /**
     * A black two on white, 36 x 48, as WebP stores it with losses. ImageMagick drew it, and {@code
     * cwebp -q 50} of libwebp 1.2.4 encoded it, for Java writes no VP8.
     */
    static final byte[] LOSSY_TWO =
            chunk(
                    "VP8 ",
                    Base64.getMimeDecoder()
                            .decode(
                                    """
                            UAgAnQEqJAAwAD7RXqlMqCWkIiq1XAEAGglpAAsARwIQDlEs7z7ccxFM5NU8m6JfeSmonCd6/Wp7
                            +/o+q7uyra1Z4xCNhPICj+4AAP76ENxjPlaQJftrklaCKWr7HL0X/J+pIeB3pR1zPyTNvmXPsUGa
                            mmhRHmq2+4kvjYEigkMjL29kC6FGvQSJImMyeTgq2PrSAavx/vxts6bTt0wa6YmCX0qnBt5hZ1a0
                            XCO84GoITjXJe1gCKoVZ/sSsSusduDZBeHgE66m8p4OdRAk7xxTbHyhU8dxvhxH63ISA0xdW7AES
                            9XHnhyxmD32rEfd8D/Mp3euR2VotYl+frnK76vEoKEDjhjZ4ZQoUxp/ChGrS+6b6ipQHXGTw+2us
                            CsKG0afPOyE9aCIPDHzWNAAAAA==
                            """));

    private PictureFiles() {}

    /** A file of this format: png, jpg, gif, bmp, tiff or webp, which is black and white. */
    public static byte[] encoded(BufferedImage picture, String format) throws IOException {
        if (format.equals("webp")) {
            return losslessWebp(picture);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, out)).isTrue();
        return out.toByteArray();
    }

    /** Written in passes, from coarse to fine: png or jpeg. */
    static byte[] progressive(BufferedImage picture, String format) throws IOException {
        return written(
                format, picture, how -> how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT));
    }

    /** A TIFF of tiles, packed in one of the ways that Java knows by these names. */
    static byte[] tiledTiff(BufferedImage picture, String compression) throws IOException {
        return written(
                "tiff",
                picture,
                how -> {
                    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                    how.setCompressionType(compression);
                    how.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
                    how.setTiling(32, 32, 0, 0);
                });
    }

    private static byte[] written(
            String format, BufferedImage picture, Consumer<ImageWriteParam> how)
            throws IOException {
        return written(
                format,
                writer -> {
                    ImageWriteParam param = writer.getDefaultWriteParam();
                    how.accept(param);
                    writer.write(null, new IIOImage(picture, null, null), param);
                });
    }

    private interface Writing {
        void accept(ImageWriter writer) throws IOException;
    }

    /** By Java's own writer. */
    private static byte[] written(String format, Writing writing) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        ImageWriter writer =
                Stream.generate(writers::next)
                        .filter(each -> each.getClass().getModule().isNamed())
                        .findFirst()
                        .orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writing.accept(writer);
        }
        writer.dispose();
        return out.toByteArray();
    }

    /** A file of several pictures, one after another: gif or tiff. */
    public static byte[] sequence(String format, BufferedImage... pictures) throws IOException {
        return written(
                format,
                writer -> {
                    writer.prepareWriteSequence(null);
                    for (BufferedImage picture : pictures) {
                        writer.writeToSequence(new IIOImage(picture, null, null), null);
                    }
                    writer.endWriteSequence();
                });
    }

    // ---- PNG

    /** Puts a chunk behind the header's. */
    static byte[] withChunk(byte[] png, String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
        chunk.putInt(data.length).put(ascii(type)).put(data);
        CRC32 check = new CRC32();
        check.update(chunk.array(), 4, 4 + data.length);
        chunk.putInt((int) check.getValue());
        return inserted(png, 33, chunk.array());
    }

    /** Claims another size. */
    public static byte[] withSize(byte[] png, int width, int height) {
        byte[] file = png.clone();
        ByteBuffer.wrap(file).putInt(16, width).putInt(20, height);
        CRC32 check = new CRC32();
        check.update(file, 12, 17);
        ByteBuffer.wrap(file).putInt(29, (int) check.getValue());
        return file;
    }

    static byte[] deflated(byte[] data) throws IOException {
        return new DeflaterInputStream(new ByteArrayInputStream(data)).readAllBytes();
    }

    // ---- JPEG

    /** Puts a segment right behind the start. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        ByteBuffer segment = ByteBuffer.allocate(4 + data.length);
        segment.putShort((short) marker).putShort((short) (2 + data.length)).put(data);
        return inserted(jpeg, 2, segment.array());
    }

    static byte[] withExif(byte[] jpeg, byte[] exif) {
        return withSegment(jpeg, 0xFFE1, concat(ascii("Exif\0\0"), exif));
    }

    /**
     * A JPEG of four samples a pixel, as printers' programs write it.
     *
     * @param transform Adobe's: 0 for CMYK, 2 for YCCK
     */
    static byte[] printJpeg(Raster fourBands, int transform) throws IOException {
        IIOImage image = new IIOImage(fourBands, null, null);
        byte[] jpeg = written("jpeg", writer -> writer.write(null, image, null));
        byte[] adobe = concat(ascii("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, (byte) transform});
        return withSegment(jpeg, 0xFFEE, adobe);
    }

    // ---- TIFF

    /** The smallest TIFF, which is what an Exif block is, too: it says how the camera was held. */
    static byte[] exif(int orientation, ByteOrder order) {
        return tiff(order, Map.of(0x0112, new int[] {orientation}), new byte[0]);
    }

    /**
     * A TIFF of one strip.
     *
     * @param fields by their tags; those that place the strip are added
     */
    static byte[] tiff(ByteOrder order, Map<Integer, int[]> fields, byte[] strip) {
        TreeMap<Integer, int[]> all = new TreeMap<>(fields); // in this order they must be
        if (strip.length > 0) {
            all.put(273, new int[] {8});
            all.put(278, fields.get(257));
            all.put(279, new int[] {strip.length});
        }
        int table = 8 + strip.length + strip.length % 2;
        int lists = table + 2 + 12 * all.size() + 4;
        ByteBuffer file = ByteBuffer.allocate(lists + 2 * count(all)).order(order);
        file.putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4D4D : 0x4949));
        file.putShort((short) 42).putInt(table).put(strip).position(table);
        file.putShort((short) all.size());
        for (Map.Entry<Integer, int[]> field : all.entrySet()) {
            int[] values = field.getValue();
            file.putShort(field.getKey().shortValue()).putShort((short) 3).putInt(values.length);
            int next = file.position() + 4;
            if (values.length > 2) {
                file.putInt(lists).position(lists);
                lists += 2 * values.length;
            }
            for (int value : values) {
                file.putShort((short) value);
            }
            file.position(next);
        }
        return file.array();
    }

    private static int count(Map<Integer, int[]> fields) {
        return fields.values().stream().mapToInt(values -> values.length).sum();
    }

    // ---- WebP

    static byte[] webp(byte[]... chunks) {
        return chunk("RIFF", concat(ascii("WEBP"), concat(chunks)));
    }

    /**
     * A WebP with more than a picture in it.
     *
     * @param flags of the format's: 8 for Exif, 2 for an animation
     */
    static byte[] extendedWebp(int flags, int width, int height, byte[]... chunks) {
        ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(flags);
        putSize(header, width, height);
        return webp(concat(chunk("VP8X", header.array()), concat(chunks)));
    }

    /** One of an animation's pictures, shown for a tenth of a second. */
    static byte[] frame(int width, int height, byte[] chunk) {
        ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        header.position(6);
        putSize(header, width, height);
        header.putInt(100);
        return chunk("ANMF", concat(header.array(), chunk));
    }

    private static void putSize(ByteBuffer header, int width, int height) {
        for (int size : new int[] {width - 1, height - 1}) {
            header.putShort((short) size).put((byte) (size >> 16));
        }
    }

    static byte[] chunk(String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(8 + data.length + data.length % 2);
        chunk.order(ByteOrder.LITTLE_ENDIAN).put(ascii(type)).putInt(data.length).put(data);
        return chunk.array();
    }

    static byte[] losslessWebp(BufferedImage picture) {
        return webp(losslessChunk(picture));
    }

    /**
     * Encodes black and white, whatever was nearer, with a bit a pixel: RFC 9649, section 3. Green
     * takes one of two values; red and blue are what they differ from it by, nothing.
     */
    static byte[] losslessChunk(BufferedImage picture) {
        BitSet bits = new BitSet();
        int end = put(bits, 0, 0x2F, 8);
        end = put(bits, end, picture.getWidth() - 1, 14);
        end = put(bits, end, picture.getHeight() - 1, 14);
        end = put(bits, end, 0, 4); // no transparency; version 0
        end = put(bits, end, 0b0_10_1, 4); // green is subtracted; nothing else is transformed
        end = put(bits, end, 0b00, 2); // no cache of colours, one code for all pixels
        end = put(bits, end, 0b1_1_1, 3); // green has two symbols, of 8 bits each:
        end = put(bits, end, 0, 8);
        end = put(bits, end, 255, 8);
        end = put(bits, end, 0b0_0_0_1, 4); // red: always 0
        end = put(bits, end, 0b0_0_0_1, 4); // blue
        end = put(bits, end, 0b1_0_1, 3); // alpha: always 255
        end = put(bits, end, 255, 8);
        end = put(bits, end, 0b0_0_0_1, 4); // distances: there are none
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                end = put(bits, end, (picture.getRGB(x, y) & 255) >= 128 ? 1 : 0, 1);
            }
        }
        // The decoder looks eight bytes ahead, and encoders never write so few.
        return chunk("VP8L", Arrays.copyOf(bits.toByteArray(), (end + 7) / 8 + 8));
    }

    /** Puts a number into a stream of bits, its lowest bit first; returns where it ends. */
    private static int put(BitSet bits, int start, int value, int length) {
        for (int i = 0; i < length; i++) {
            bits.set(start + i, (value >> i & 1) == 1);
        }
        return start + length;
    }

    // ---- bytes

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] inserted(byte[] file, int at, byte[] part) {
        return concat(Arrays.copyOf(file, at), part, Arrays.copyOfRange(file, at, file.length));
    }
}
