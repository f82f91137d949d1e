package org.patternscanner.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.patternscanner.picture.PictureFiles.LOSSY_TWO;
import static org.patternscanner.picture.PictureFiles.chunk;
import static org.patternscanner.picture.PictureFiles.concat;
import static org.patternscanner.picture.PictureFiles.deflated;
import static org.patternscanner.picture.PictureFiles.encoded;
import static org.patternscanner.picture.PictureFiles.exif;
import static org.patternscanner.picture.PictureFiles.extendedWebp;
import static org.patternscanner.picture.PictureFiles.frame;
import static org.patternscanner.picture.PictureFiles.inserted;
import static org.patternscanner.picture.PictureFiles.tiff;
import static org.patternscanner.picture.PictureFiles.webp;
import static org.patternscanner.picture.PictureFiles.withChunk;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patternscanner.digit.DigitNormalizer;
import org.patternscanner.digit.Drawn;
import org.patternscanner.digit.NoDigitsException;
import org.patternscanner.image.Picture;

/** Whatever a file holds, reading it ends soon, with a picture or with a sentence. */
class DamagedPicturesTest {

    /** {@code ./mvnw -Dquick -Dtest=DamagedPicturesTest -Ddamages=50000 test} tries hard. */
    private static final int DAMAGES = Integer.getInteger("damages", 200);

    private static final long SEED = Long.getLong("seed", 1);

    /** Lengths and sizes that a program may not have thought of. */
    private static final int[] EXTREMES = {
        0, 1, -1, 0x7F, 0x80, 0x7FFF, 0x8000, 0xFFFF, 0x10000, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    private final Random random = new Random(SEED);

    @Test
    void readingADamagedPictureEndsInAPictureOrASentence() throws IOException {
        List<byte[]> pictures = pictures();
        assertThat(pictures).allMatch(DamagedPicturesTest::canBeRead);
        int read = 0;
        for (int i = 0; i < DAMAGES; i++) {
            byte[] file = pictures.get(i % pictures.size());
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                file = damaged(file, pictures);
            }
            byte[] damaged = file;
            String what = "damage %d of seed %d".formatted(i, SEED);
            if (assertTimeoutPreemptively(Duration.ofSeconds(5), () -> canBeRead(damaged), what)) {
                read++;
            }
        }
        assertThat(read).isBetween(DAMAGES / 20, DAMAGES * 19 / 20); // neither is never seen
    }

    private static boolean canBeRead(byte[] file) {
        try {
            Picture picture = PictureReader.read("a.png", new ByteArrayInputStream(file));
            assertThat(DigitNormalizer.candidates(picture)).isNotEmpty();
            return true;
        } catch (UnreadablePictureException e) {
            assertThat(e.getMessage()).matches("'a.png' .*\\.");
            return false;
        } catch (NoDigitsException e) {
            return true;
        }
    }

    /** Changes one thing. */
    private byte[] damaged(byte[] file, List<byte[]> others) {
        int at = random.nextInt(Math.min(file.length, random.nextBoolean() ? 100 : 10_000) + 1);
        int length = random.nextInt(Math.min(40, file.length - at) + 1);
        byte[] part = Arrays.copyOfRange(file, at, at + length);
        return switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(file, at);
            case 1 -> inserted(file, at, part);
            case 2 ->
                    concat(
                            Arrays.copyOf(file, at),
                            Arrays.copyOfRange(file, at + length, file.length));
            case 3 -> inserted(file, at, noise(length));
            case 4 -> overwritten(file, at, noise(length));
            case 5 -> overwritten(file, at, extreme());
            default -> {
                byte[] other = others.get(random.nextInt(others.size()));
                int from = Math.min(at, other.length);
                yield concat(
                        Arrays.copyOf(file, at), Arrays.copyOfRange(other, from, other.length));
            }
        };
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[Math.min(length, 1 + random.nextInt(4))];
        random.nextBytes(noise);
        return noise;
    }

    /** In two or four bytes, either end first. */
    private byte[] extreme() {
        ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int value = EXTREMES[random.nextInt(EXTREMES.length)];
        return random.nextBoolean()
                ? ByteBuffer.allocate(4).order(order).putInt(value).array()
                : ByteBuffer.allocate(2).order(order).putShort((short) value).array();
    }

    private static byte[] overwritten(byte[] file, int at, byte[] bytes) {
        byte[] changed = file.clone();
        int length = Math.min(bytes.length, file.length - at);
        System.arraycopy(bytes, 0, changed, at, length);
        return changed;
    }

    /** Whole ones, of each kind. */
    private static List<byte[]> pictures() throws IOException {
        BufferedImage two = two(BufferedImage.TYPE_INT_RGB);
        BufferedImage grey = two(BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage deep = two(BufferedImage.TYPE_USHORT_GRAY);
        BufferedImage palette = two(BufferedImage.TYPE_BYTE_INDEXED);
        BufferedImage bits = two(BufferedImage.TYPE_BYTE_BINARY);
        byte[] exif = exif(6, ByteOrder.LITTLE_ENDIAN);
        byte[] animation = chunk("ANIM", new byte[6]);
        byte[] frame = frame(36, 48, LOSSY_TWO);
        return List.of(
                encoded(two, "png"),
                withChunk(encoded(two(BufferedImage.TYPE_INT_ARGB), "png"), "eXIf", exif),
                encoded(deep, "png"),
                withChunk(
                        encoded(palette, "png"),
                        "zTXt",
                        concat(new byte[] {'a', 0, 0}, deflated(exif))),
                PictureFiles.progressive(two, "png"),
                encoded(two, "jpg"),
                PictureFiles.progressive(two, "jpeg"),
                PictureFiles.withExif(encoded(grey, "jpg"), exif),
                PictureFiles.printJpeg(ink(), 2),
                encoded(palette, "gif"),
                PictureFiles.sequence("gif", palette, bits),
                encoded(two, "bmp"),
                encoded(bits, "bmp"),
                encoded(two, "tiff"),
                encoded(deep, "tiff"),
                PictureFiles.sequence("tiff", palette, bits),
                PictureFiles.tiledTiff(two, "JPEG"),
                PictureFiles.tiledTiff(palette, "LZW"),
                PictureFiles.tiledTiff(bits, "CCITT T.6"),
                PictureFiles.tiledTiff(bits, "PackBits"),
                compressedTiff(ByteOrder.BIG_ENDIAN),
                compressedTiff(ByteOrder.LITTLE_ENDIAN),
                webp(LOSSY_TWO),
                encoded(two, "webp"),
                extendedWebp(8, 36, 48, LOSSY_TWO, chunk("EXIF", exif)),
                extendedWebp(2, 36, 48, animation, frame, frame));
    }

    private static BufferedImage two(int type) {
        BufferedImage ground = Drawn.ground(40, 50, Color.WHITE, type);
        return Drawn.two(ground, 8, 8, 32, 4, Color.BLACK);
    }

    private static Raster ink() {
        Raster ink = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 40, 50, 4, null);
        new Random(1).nextBytes(((DataBufferByte) ink.getDataBuffer()).getData());
        return ink;
    }

    /** 16 bits, stored as differences, deflated. */
    private static byte[] compressedTiff(ByteOrder order) throws IOException {
        Map<Integer, int[]> fields =
                Map.of(
                        256, new int[] {20},
                        257, new int[] {20},
                        258, new int[] {16, 16, 16},
                        259, new int[] {8},
                        262, new int[] {2},
                        277, new int[] {3},
                        317, new int[] {2},
                        0x0112, new int[] {3});
        byte[] samples = new byte[20 * 20 * 6];
        new Random(1).nextBytes(samples);
        return tiff(order, fields, deflated(samples));
    }
}
