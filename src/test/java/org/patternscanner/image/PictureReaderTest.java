package org.patternscanner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void readsEachFormat(String format, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("two." + format);
        Files.write(file, encoded(two(), format));
        BufferedImage picture = PictureReader.read(file);
        assertThat(picture.getWidth()).isEqualTo(120);
        assertThat(picture.getHeight()).isEqualTo(160);
        assertThat(DigitNormalizer.normalize(picture).warnings()).isEmpty();
    }

    @Test
    void sixteenBitGreyKeepsItsValues() throws IOException {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        picture.getRaster().setSample(0, 0, 0, 128 * 257);
        picture.getRaster().setSample(1, 0, 0, 65_535);
        assertThat(grey(encoded(picture, "png"))).containsExactly(128, 255);
    }

    @Test
    void aPaletteIsLookedUp() throws IOException {
        byte[] reds = {0, (byte) 200};
        IndexColorModel palette = new IndexColorModel(1, 2, reds, reds, reds);
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        picture.getRaster().setSample(1, 0, 0, 1);
        assertThat(grey(encoded(picture, "png"))).containsExactly(0, 200);
    }

    @Test
    void colourBecomesLuminance() throws IOException {
        BufferedImage picture = Drawn.ground(1, 1, new Color(100, 200, 50));
        assertThat(grey(encoded(picture, "png"))).containsExactly(153f);
    }

    private static float[] grey(byte[] file) throws IOException {
        return Flattening.flatten(read(file)).values();
    }

    /** In the file, the left half is black; where must it be, seen as the camera was held? */
    @ParameterizedTest
    @CsvSource({
        "1, 160, left", "2, 160, right", "3, 160, right", "4, 160, left",
        "5, 80, top", "6, 80, top", "7, 80, bottom", "8, 80, bottom"
    })
    void aPhotoIsTurnedAsItsExifSays(int orientation, int width, String blackSide)
            throws IOException {
        BufferedImage seen = read(withExif(halves(true), orientation, ByteOrder.BIG_ENDIAN));
        assertThat(seen.getWidth()).isEqualTo(width);
        assertThat(darkSide(seen)).isEqualTo(blackSide);
    }

    /** In the file, the upper half is black: with the test above, this tells all eight apart. */
    @ParameterizedTest
    @CsvSource({
        "1, top", "2, top", "3, bottom", "4, bottom",
        "5, left", "6, right", "7, right", "8, left"
    })
    void theOtherAxisIsTurnedToo(int orientation, String blackSide) throws IOException {
        byte[] photo = withExif(halves(false), orientation, ByteOrder.LITTLE_ENDIAN);
        assertThat(darkSide(read(photo))).isEqualTo(blackSide);
    }

    @Test
    void anExifBlockThatMakesNoSenseIsIgnored() throws IOException {
        assertThat(darkSide(read(withExif(halves(true), 9, ByteOrder.BIG_ENDIAN))))
                .isEqualTo("left");
        byte[] damaged = withExif(halves(true), 6, ByteOrder.BIG_ENDIAN);
        damaged[2 + 4 + 6 + 4] = 127; // the offset of the first table: far beyond the file
        assertThat(darkSide(read(damaged))).isEqualTo("left");
    }

    private static BufferedImage halves(boolean leftIsBlack) {
        BufferedImage picture = Drawn.ground(160, 80, Color.WHITE);
        int width = leftIsBlack ? 80 : 160;
        int height = leftIsBlack ? 80 : 40;
        picture.setData(Drawn.ground(width, height, Color.BLACK).getData());
        return picture;
    }

    private static String darkSide(BufferedImage picture) {
        int right = picture.getWidth() - 10;
        int bottom = picture.getHeight() - 10;
        boolean topLeft = isDark(picture, 10, 10);
        boolean topRight = isDark(picture, right, 10);
        boolean bottomLeft = isDark(picture, 10, bottom);
        if (topLeft == topRight) {
            return topLeft ? "top" : "bottom";
        }
        return topLeft && bottomLeft ? "left" : "right";
    }

    private static boolean isDark(BufferedImage picture, int x, int y) {
        return (picture.getRGB(x, y) & 255) < 128;
    }

    /** A JPEG whose first segment, after the two bytes of its start, is an Exif block. */
    private static byte[] withExif(BufferedImage picture, int orientation, ByteOrder order)
            throws IOException {
        byte[] jpeg = encoded(picture, "jpg");
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 36);
        file.put(jpeg, 0, 2);
        file.putShort((short) 0xFFE1).putShort((short) 34);
        file.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
        file.order(order);
        file.putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4D4D : 0x4949));
        file.putShort((short) 42).putInt(8).putShort((short) 1);
        file.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        file.putShort((short) orientation).putShort((short) 0).putInt(0);
        file.put(jpeg, 2, jpeg.length - 2);
        return file.array();
    }

    @Test
    void refusesWhatIsNoPicture() {
        byte[] text = "Hello, this is no picture.".getBytes(StandardCharsets.UTF_8);
        assertRefused(
                text, "'a.png' is no picture of a known format: save it as PNG, JPEG, GIF or BMP.");
        assertRefused(
                new byte[1000],
                "'a.png' is no picture of a known format: save it as PNG, JPEG, GIF or BMP.");
        assertRefused(new byte[0], "'a.png' is empty: save or copy the picture again.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void refusesAFileThatBreaksOff(String format) throws IOException {
        byte[] whole = encoded(two(), format);
        for (int length : new int[] {whole.length / 2, 30, whole.length * 3 / 4}) {
            assertRefused(
                    Arrays.copyOf(whole, length),
                    "'a.png' is damaged, breaks off, or is of a rare kind: copy it again, or save it"
                            + " as PNG, JPEG, GIF or BMP.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void damageNeverEndsInAnythingButARefusal(String format) throws IOException {
        Random random = new Random(1);
        byte[] whole = encoded(two(), format);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            for (int j = 0; j < 5; j++) {
                damaged[random.nextInt(Math.min(damaged.length, 400))] = (byte) random.nextInt();
            }
            try {
                assertThat(read(damaged)).isNotNull();
            } catch (UnreadablePictureException e) {
                assertThat(e).hasMessageStartingWith("'a.png' ").hasMessageEndingWith(".");
            }
        }
    }

    @Test
    void refusesAFolderAndAFileThatIsNotThere(@TempDir Path folder) {
        assertThatThrownBy(() -> PictureReader.read(folder))
                .isInstanceOf(UnreadablePictureException.class)
                .hasMessage("'%s' is a folder: name one picture file in it.", folder);
        Path missing = folder.resolve("missing.png");
        assertThatThrownBy(() -> PictureReader.read(missing))
                .isInstanceOf(UnreadablePictureException.class)
                .hasMessage("'%s' does not exist: check the file's name.", missing);
    }

    @Test
    void refusesTooManyPixelsBeforeItDecodesThem() throws IOException {
        byte[] png = encoded(Drawn.ground(1, 1, Color.WHITE), "png");
        ByteBuffer.wrap(png).putInt(16, 10_000).putInt(20, 5_001);
        CRC32 check = new CRC32();
        check.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) check.getValue());
        assertRefused(
                png, "'a.png' has 10000 x 5001 pixels, more than 50 million: crop or shrink it.");
    }

    @Test
    void refusesAFileOfMoreThanAHundredMegabytes() {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 0;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        return length;
                    }
                };
        assertThatThrownBy(() -> PictureReader.read("a.png", endless))
                .isInstanceOf(UnreadablePictureException.class)
                .hasMessage(
                        "'a.png' is larger than 100 MB: save it smaller or crop it to the digit.");
    }

    private static void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UnreadablePictureException.class)
                .hasMessage(message);
    }

    private static BufferedImage read(byte[] file) throws UnreadablePictureException {
        return PictureReader.read("a.png", new ByteArrayInputStream(file));
    }

    private static BufferedImage two() {
        return Drawn.two(Drawn.ground(120, 160, Color.WHITE), 30, 30, 100, 12, Color.BLACK);
    }

    private static byte[] encoded(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, out)).isTrue();
        return out.toByteArray();
    }
}
