import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Says in one line how two pictures differ in their pixels, or nothing if they do not: {@code java
 * PictureDifference.java OLD NEW}. An animation is compared frame by frame.
 */
public final class PictureDifference {

    private PictureDifference() {}

    public static void main(String[] args) throws IOException {
        List<BufferedImage> before = frames(new File(args[0]));
        List<BufferedImage> after = frames(new File(args[1]));
        String difference = difference(before, after);
        if (!difference.isEmpty()) {
            System.out.println(difference);
        }
    }

    private static List<BufferedImage> frames(File file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file)) {
            ImageReader reader = ImageIO.getImageReaders(in).next();
            reader.setInput(in);
            List<BufferedImage> frames = new ArrayList<>();
            for (int i = 0; i < reader.getNumImages(true); i++) {
                frames.add(reader.read(i));
            }
            reader.dispose();
            return frames;
        }
    }

    private static String difference(List<BufferedImage> before, List<BufferedImage> after) {
        String sizes = size(before) + " before, " + size(after) + " now";
        if (!size(before).equals(size(after))) {
            return sizes;
        }
        long different = 0;
        long pixels = 0;
        int most = 0;
        for (int frame = 0; frame < before.size(); frame++) {
            BufferedImage old = before.get(frame);
            pixels += (long) old.getWidth() * old.getHeight();
            for (int y = 0; y < old.getHeight(); y++) {
                for (int x = 0; x < old.getWidth(); x++) {
                    int by = distance(old.getRGB(x, y), after.get(frame).getRGB(x, y));
                    different += by > 0 ? 1 : 0;
                    most = Math.max(most, by);
                }
            }
        }
        return different == 0
                ? ""
                : String.format(
                        "%,d of %,d pixels (%.2f %%), by at most %d of 255",
                        different, pixels, 100.0 * different / pixels, most);
    }

    private static String size(List<BufferedImage> frames) {
        BufferedImage first = frames.get(0);
        String size = first.getWidth() + " x " + first.getHeight();
        return frames.size() == 1 ? size : size + " in " + frames.size() + " frames";
    }

    /** The largest difference of a channel: alpha, red, green or blue. */
    private static int distance(int one, int other) {
        int most = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            most = Math.max(most, Math.abs((one >>> shift & 255) - (other >>> shift & 255)));
        }
        return most;
    }
}
