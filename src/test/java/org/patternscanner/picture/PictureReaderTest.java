package org.patternscanner.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.patternscanner.picture.PictureFiles.LOSSY_TWO;
import static org.patternscanner.picture.PictureFiles.ascii;
import static org.patternscanner.picture.PictureFiles.chunk;
import static org.patternscanner.picture.PictureFiles.concat;
import static org.patternscanner.picture.PictureFiles.encoded;
import static org.patternscanner.picture.PictureFiles.exif;
import static org.patternscanner.picture.PictureFiles.extendedWebp;
import static org.patternscanner.picture.PictureFiles.frame;
import static org.patternscanner.picture.PictureFiles.losslessChunk;
import static org.patternscanner.picture.PictureFiles.tiff;
import static org.patternscanner.picture.PictureFiles.webp;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.digit.DigitNormalizer;
import org.patternscanner.digit.Drawn;
import org.patternscanner.digit.NoDigitsException;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Picture;

class PictureReaderTest {

    private static final String DAMAGED = "is damaged, breaks off, or is of a rare kind: copy it";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff", "webp"})
    void readsEachFormat(String format) throws IOException {
        Path file = folder.resolve("two." + format);
        Files.write(file, encoded(two(), format));
        Picture picture = PictureReader.read(file);
        assertThat(picture.width()).isEqualTo(120);
        assertThat(picture.height()).isEqualTo(160);
        assertThat(picture.warnings()).isEmpty();
        assertThat(DigitNormalizer.normalize(picture).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void sixteenBitGreyKeepsItsValues(String format) throws IOException {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        picture.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {128 * 257, 65_535});
        assertThat(grey(encoded(picture, format))).containsExactly(128, 255);
    }

    /** Scanners' programs write it: each sample is stored as its difference from the one before. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsASixteenBitTiffOfDifferences(boolean big) throws IOException {
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer row = ByteBuffer.allocate(6).order(order);
        for (int difference : new int[] {10, 190, -50}) {
            row.putShort((short) (difference * 257));
        }
        Map<Integer, int[]> fields =
                Map.of(
                        256, new int[] {3}, // width
                        257, new int[] {1}, // height
                        258, new int[] {16}, // bits
                        259, new int[] {8}, // deflated
                        262, new int[] {1}, // black is 0
                        317, new int[] {2}); // differences
        byte[] file = tiff(order, fields, PictureFiles.deflated(row.array()));
        assertThat(grey(file)).containsExactly(10, 200, 150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "tiff"})
    void aPaletteIsLookedUp(String format) throws IOException {
        byte[] reds = {0, (byte) 200};
        IndexColorModel palette = new IndexColorModel(1, 2, reds, reds, reds);
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        picture.getRaster().setSample(1, 0, 0, 1);
        assertThat(grey(encoded(picture, format))).containsExactly(0, 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void colourBecomesLuminance(String format) throws IOException {
        BufferedImage picture = Drawn.ground(1, 1, new Color(100, 200, 50));
        assertThat(grey(encoded(picture, format))).containsExactly(153f);
    }

    @Test
    void aLosslessWebpKeepsEveryPixel() throws IOException {
        BufferedImage picture = new BufferedImage(13, 7, BufferedImage.TYPE_INT_RGB);
        float[] expected = new float[13 * 7];
        for (int i = 0; i < expected.length; i++) {
            boolean white = i * i % 11 > 4;
            picture.setRGB(i % 13, i / 13, white ? 0xFFFFFF : 0);
            expected[i] = white ? 255 : 0;
        }
        assertThat(grey(encoded(picture, "webp"))).containsExactly(expected);
    }

    /** What dwebp of libwebp 1.2.4, which smooths colours, makes of two rows of the same file. */
    @Test
    void aLossyWebpIsWhatItsAuthorsDecoderMakesOfIt() throws IOException {
        GreyImage picture = read(webp(LOSSY_TWO)).grey();
        assertThat(picture.width()).isEqualTo(36);
        assertThat(picture.height()).isEqualTo(48);
        int[] row20 = {255, 255, 238, 255, 122, 0, 0, 14, 142, 248, 255, 255};
        int[] row40 = {254, 254, 189, 0, 0, 8, 3, 3, 6, 2, 0, 1};
        for (int i = 0; i < 12; i++) {
            assertThat(picture.at(21 + i, 20)).isCloseTo(row20[i], within(5f));
            assertThat(picture.at(6 + i, 40)).isCloseTo(row40[i], within(5f));
        }
    }

    /** Adobe's programs store ink from 255, none, to 0; YCCK also turns the colours. */
    @ParameterizedTest
    @CsvSource({"0, 255, 255", "2, 0, 128"})
    void readsAJpegInTheColoursOfPrint(int transform, int first, int others) throws IOException {
        WritableRaster ink = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 32, 16, 4, null);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 32; x++) {
                int black = x < 16 ? 0 : 255;
                ink.setPixel(x, y, new int[] {first, others, others, black});
            }
        }
        GreyImage picture = read(PictureFiles.printJpeg(ink, transform)).grey();
        assertThat(picture.at(4, 8)).isLessThan(60);
        assertThat(picture.at(28, 8)).isGreaterThan(245);
    }

    private static float[] grey(byte[] file) throws IOException {
        return read(file).grey().values();
    }

    /**
     * In the file, the left or the upper half is black: where must it be as the camera was held?
     */
    @ParameterizedTest
    @CsvSource({
        "1, 160, left, top", "2, 160, right, top", "3, 160, right, bottom", "4, 160, left, bottom",
        "5, 80, top, left", "6, 80, top, right", "7, 80, bottom, right", "8, 80, bottom, left"
    })
    void aPhotoIsTurnedAsItsExifSays(int orientation, int width, String left, String top)
            throws IOException {
        Picture seen = read(photo(true, exif(orientation, ByteOrder.BIG_ENDIAN)));
        assertThat(seen.width()).isEqualTo(width);
        assertThat(darkSide(seen)).isEqualTo(left);
        Picture other = read(photo(false, exif(orientation, ByteOrder.LITTLE_ENDIAN)));
        assertThat(darkSide(other)).isEqualTo(top);
    }

    @Test
    void anExifBlockThatMakesNoSenseIsIgnored() throws IOException {
        assertThat(darkSide(read(photo(true, exif(9, ByteOrder.BIG_ENDIAN))))).isEqualTo("left");
        byte[] damaged = exif(6, ByteOrder.BIG_ENDIAN);
        damaged[4] = 127; // the offset of the first table: far beyond the file
        assertThat(darkSide(read(photo(true, damaged)))).isEqualTo("left");
    }

    @Test
    void pngWebpAndTiffAreTurnedToo() throws IOException {
        byte[] exif = exif(6, ByteOrder.LITTLE_ENDIAN);
        BufferedImage picture = halves(true);
        byte[] png = PictureFiles.withChunk(encoded(picture, "png"), "eXIf", exif);
        assertThat(darkSide(read(png))).isEqualTo("top");
        byte[] pixels = losslessChunk(picture);
        byte[] webp = extendedWebp(8, 160, 80, pixels, chunk("EXIF", exif));
        assertThat(darkSide(read(webp))).isEqualTo("top");
        byte[] longer = concat(ascii("Exif\0\0"), exif); // as some programs write it
        webp = extendedWebp(8, 160, 80, pixels, chunk("EXIF", longer));
        assertThat(darkSide(read(webp))).isEqualTo("top");
        byte[] black = new byte[160 * 80];
        for (int i = 0; i < black.length; i++) {
            black[i] = (byte) (i % 160 < 80 ? 0 : 255);
        }
        Map<Integer, int[]> fields =
                Map.of(
                        256, new int[] {160},
                        257, new int[] {80},
                        258, new int[] {8},
                        262, new int[] {1},
                        0x0112, new int[] {6});
        assertThat(darkSide(read(tiff(ByteOrder.LITTLE_ENDIAN, fields, black)))).isEqualTo("top");
    }

    private static byte[] photo(boolean leftIsBlack, byte[] exif) throws IOException {
        return PictureFiles.withExif(encoded(halves(leftIsBlack), "jpg"), exif);
    }

    private static BufferedImage halves(boolean leftIsBlack) {
        BufferedImage picture = Drawn.ground(160, 80, Color.WHITE);
        int width = leftIsBlack ? 80 : 160;
        int height = leftIsBlack ? 80 : 40;
        picture.setData(Drawn.ground(width, height, Color.BLACK).getData());
        return picture;
    }

    private static String darkSide(Picture picture) {
        int right = picture.width() - 10;
        int bottom = picture.height() - 10;
        boolean topLeft = picture.grey().at(10, 10) < 128;
        boolean topRight = picture.grey().at(right, 10) < 128;
        boolean bottomLeft = picture.grey().at(10, bottom) < 128;
        if (topLeft == topRight) {
            return topLeft ? "top" : "bottom";
        }
        return topLeft && bottomLeft ? "left" : "right";
    }

    // ---- more than one picture

    @Test
    void readsTheFirstOfSeveralPicturesAndSaysSo() throws IOException {
        BufferedImage white = Drawn.ground(160, 80, Color.WHITE);
        byte[] first = frame(160, 80, losslessChunk(halves(true)));
        byte[] second = frame(160, 80, losslessChunk(white));
        byte[] animation = chunk("ANIM", new byte[6]);
        byte[][] files = {
            PictureFiles.sequence("gif", halves(true), white),
            PictureFiles.sequence("tiff", halves(true), white),
            extendedWebp(2, 160, 80, animation, first, second)
        };
        for (byte[] file : files) {
            Picture picture = read(file);
            assertThat(darkSide(picture)).isEqualTo("left");
            assertThat(picture.warnings())
                    .containsExactly("The file holds 2 pictures: the first is read.");
        }
    }

    @Test
    void readsAGifWhosePictureIsLargerThanItsScreen() throws IOException {
        byte[] file = encoded(halves(true), "gif");
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putShort(6, (short) 10);
        Picture picture = read(file);
        assertThat(picture.width()).isEqualTo(160);
        assertThat(darkSide(picture)).isEqualTo("left");
    }

    // ---- what can't be read

    @Test
    void refusesWhatIsNoPicture() {
        String message =
                "is no picture of a known format: save it as PNG, JPEG, GIF, BMP, TIFF or WebP.";
        assertRefused(ascii("Hello, this is no picture."), message);
        assertRefused(new byte[] {'B'}, message);
        assertRefused(new byte[1000], message);
        assertRefused(new byte[0], "is empty: save or copy the picture again.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff", "webp", "lossy webp"})
    void refusesAFileThatBreaksOff(String format) throws IOException {
        byte[] whole = format.equals("lossy webp") ? webp(LOSSY_TWO) : encoded(two(), format);
        for (int length : new int[] {whole.length / 2, 30, whole.length * 3 / 4}) {
            assertRefused(Arrays.copyOf(whole, length), DAMAGED);
        }
    }

    /** In a WebP without its extended header, a side has 14 bits. */
    @Test
    void refusesTooManyPixelsBeforeItDecodesThem() throws IOException {
        BufferedImage dot = Drawn.ground(1, 1, Color.WHITE);
        refusesPixels(30_000, PictureFiles.withSize(encoded(dot, "png"), 30_000, 30_000));
        refusesPixels(30_000, withSize(encoded(dot, "jpg"), "ffc0", ByteOrder.BIG_ENDIAN));
        refusesPixels(30_000, withSize(encoded(dot, "gif"), "2c00000000", ByteOrder.LITTLE_ENDIAN));
        byte[] bmp = encoded(dot, "bmp");
        ByteBuffer.wrap(bmp)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(2, Integer.MAX_VALUE) // bytes of the file
                .putInt(18, 9_000)
                .putInt(22, 9_000);
        refusesPixels(9_000, bmp);
        Map<Integer, int[]> fields =
                Map.of(256, new int[] {30_000}, 257, new int[] {30_000}, 258, new int[] {1});
        refusesPixels(30_000, tiff(ByteOrder.BIG_ENDIAN, fields, new byte[100]));
        refusesPixels(30_000, extendedWebp(0, 30_000, 30_000, losslessChunk(dot)));
        byte[] lossy = webp(LOSSY_TWO);
        ByteBuffer.wrap(lossy).putShort(26, (short) 0xFF3F).putShort(28, (short) 0xFF3F);
        refusesPixels(16_383, lossy);
    }

    /** Puts 30,000 x 30,000 where the size stands: five bytes after this mark's beginning. */
    private static byte[] withSize(byte[] file, String mark, ByteOrder order) {
        int at = HexFormat.of().formatHex(file).indexOf(mark) / 2 + 5;
        ByteBuffer bytes = ByteBuffer.wrap(file).order(order);
        bytes.putShort(at, (short) 30_000).putShort(at + 2, (short) 30_000);
        return file;
    }

    private static void refusesPixels(int side, byte[] file) {
        assertRefused(file, "has %d x %d pixels, more than 50 million".formatted(side, side));
    }

    /** Three samples of 64 bits. */
    @Test
    void refusesWhatNeedsMoreMemoryThanThereIs() {
        Map<Integer, int[]> fields =
                Map.of(
                        256, new int[] {7_000},
                        257, new int[] {7_000},
                        258, new int[] {64, 64, 64},
                        262, new int[] {2}, // red, green, blue
                        277, new int[] {3},
                        339, new int[] {3, 3, 3}); // floating point
        assertRefused(
                tiff(ByteOrder.BIG_ENDIAN, fields, new byte[100]),
                "needs more memory than there is: shrink it, or set CNN_JAVA_OPTS=-Xmx4g.");
    }

    /** Telephones append a film or a map of depth, whose last bytes are anything. */
    @Test
    void readsAFlawedJpegThatGoesOnBehindItsEnd() throws IOException {
        byte[] jpeg = encoded(two(), "jpg");
        byte[] flawed = PictureFiles.inserted(jpeg, jpeg.length - 2, new byte[40]);
        assertThat(read(flawed).width()).isEqualTo(120);
        assertThat(read(concat(flawed, new byte[1000])).width()).isEqualTo(120);
        assertRefused(concat(Arrays.copyOf(flawed, flawed.length - 2), new byte[9]), DAMAGED);
    }

    /** Each scan is a few bytes, and goes over the whole picture. */
    @Test
    void refusesAJpegThatIsPaintedOverAndOver() throws IOException {
        byte[] jpeg = PictureFiles.progressive(two(), "jpeg");
        assertThat(read(jpeg).width()).isEqualTo(120);
        int lastScan = HexFormat.of().formatHex(jpeg).lastIndexOf("ffda") / 2;
        byte[] scan = Arrays.copyOfRange(jpeg, lastScan, jpeg.length - 2);
        byte[] scans = concat(Collections.nCopies(200, scan).toArray(byte[][]::new));
        assertRefused(PictureFiles.inserted(jpeg, jpeg.length - 2, scans), DAMAGED);
    }

    /** 100 MB of zeros make 100 kB. With a palette, Java's decoder looks into every chunk. */
    @ParameterizedTest
    @CsvSource({"zTXt, comment", "iTXt, comment", "iCCP, profile"})
    @Timeout(10)
    void aTextThatGrowsAThousandfoldIsNotRead(String type, String name) throws IOException {
        byte[] text = PictureFiles.deflated(new byte[100_000_000]);
        byte[] start = ascii(name + (type.equals("iTXt") ? "\0\1\0\0\0" : "\0\0"));
        byte[] data = concat(start, text);
        BufferedImage palette = new BufferedImage(30, 30, BufferedImage.TYPE_BYTE_INDEXED);
        for (BufferedImage picture : List.of(palette, Drawn.ground(30, 30, Color.BLACK))) {
            byte[] png = PictureFiles.withChunk(encoded(picture, "png"), type, data);
            assertThat(read(png).width()).isEqualTo(30);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff", "webp"})
    void aSinglePixelIsAPicture(String format) throws IOException {
        Picture picture = read(encoded(Drawn.ground(1, 1, Color.BLACK), format));
        assertThat(picture.grey().values()).hasSize(1);
        assertThatThrownBy(() -> DigitNormalizer.normalize(picture))
                .isInstanceOf(NoDigitsException.class);
    }

    @Test
    void refusesWhatIsNoFile() throws IOException {
        assertRefused(folder, "is a folder: name one picture file in it.");
        assertRefused(folder.resolve("missing.png"), "does not exist: check the file's name.");
        Path empty = Files.createFile(folder.resolve("empty.png"));
        assertRefused(empty, "is empty: save or copy the picture again.");
    }

    /** Whoever opens a pipe waits until somebody writes into it, and /dev/zero has no end. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(10)
    void refusesPipesDevicesAndBrokenLinks() throws Exception {
        Path pipe = folder.resolve("pipe.png");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertRefused(pipe, "is a pipe or a device: save the picture to a file, or use - for");
        assertRefused(Path.of("/dev/zero"), "is a pipe or a device: ");
        Path link = Files.createSymbolicLink(folder.resolve("link.png"), Path.of("gone.png"));
        assertRefused(link, "links to a file that does not exist: mend the link.");
        Path ring = folder.resolve("ring.png");
        assertRefused(Files.createSymbolicLink(ring, ring), "can't be opened: check that you may");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aNameIsShownOnOneLine() throws IOException {
        Path file = Files.createFile(folder.resolve("a\n\u001B[31mb.png"));
        assertRefused(() -> PictureReader.read(file), folder + "/a??[31mb.png", "is empty: save");
    }

    @Test
    void refusesAFileOfMoreThanAHundredMegabytes() throws IOException {
        Path file = folder.resolve("large.png");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(10_000_000_000L);
        }
        String reason = "is larger than 100 MB: save it smaller or crop it to the digit.";
        assertRefused(file, reason);
        try (InputStream stream = Files.newInputStream(file)) {
            assertRefused(() -> PictureReader.read("a.png", stream), "a.png", reason);
        }
    }

    private static void assertRefused(Path file, String reason) {
        assertRefused(() -> PictureReader.read(file), file.toString(), reason);
    }

    private static void assertRefused(byte[] file, String reason) {
        assertRefused(() -> read(file), "a.png", reason);
    }

    private static void assertRefused(ThrowingCallable reading, String name, String reason) {
        assertThatThrownBy(reading)
                .isInstanceOf(UnreadablePictureException.class)
                .hasMessageStartingWith("'" + name + "' " + reason)
                .hasMessageEndingWith(".");
    }

    private static Picture read(byte[] file) throws UnreadablePictureException {
        return PictureReader.read("a.png", new ByteArrayInputStream(file));
    }

    /** A two of 120 x 160 pixels. */
    private static BufferedImage two() {
        return Drawn.two(Drawn.ground(120, 160, Color.WHITE), 30, 30, 100, 12, Color.BLACK);
    }
}
