package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.patternscanner.image.Box;

/**
 * A picture small enough for a list of many.
 *
 * @param small at most 160 x 160 pixels
 * @param width of the whole picture, in its own pixels
 * @param height of the whole picture, in its own pixels
 */
public record Thumbnail(BufferedImage small, int width, int height) {

    private static final int SIDE = 160;
    private static final Color FRAME = OkabeIto.VERMILLION;

    /** Shrinks a picture of any kind, or enlarges its pixels; paper shows through transparency. */
    public static Thumbnail of(BufferedImage picture) {
        int longer = Math.max(picture.getWidth(), picture.getHeight());
        BufferedImage small =
                longer > SIDE
                        ? shrunk(picture, (double) SIDE / longer)
                        : drawn(
                                picture,
                                picture.getWidth() * (SIDE / longer),
                                picture.getHeight() * (SIDE / longer),
                                RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        return new Thumbnail(small, picture.getWidth(), picture.getHeight());
    }

    private static BufferedImage shrunk(BufferedImage picture, double scale) {
        int width = (int) Math.max(1, Math.round(picture.getWidth() * scale));
        int height = (int) Math.max(1, Math.round(picture.getHeight() * scale));
        BufferedImage small = picture;
        while (small.getWidth() > width || small.getHeight() > height) {
            small = // by halves at most: interpolation would pass over the pixels between
                    drawn(
                            small,
                            Math.max(width, (small.getWidth() + 1) / 2),
                            Math.max(height, (small.getHeight() + 1) / 2),
                            RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        }
        return small;
    }

    /** As a PNG file's bytes, with a frame around each box, which is in the whole's pixels. */
    byte[] png(List<Box> boxes) throws IOException {
        BufferedImage framed =
                drawn(
                        small,
                        small.getWidth(),
                        small.getHeight(),
                        RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        Graphics2D g = framed.createGraphics();
        for (Box box : boxes) {
            int left = across(box.left()) - 3;
            int top = down(box.top()) - 3;
            int frameWidth = across(box.right() + 1) + 2 - left;
            int frameHeight = down(box.bottom() + 1) + 2 - top;
            g.setColor(Color.WHITE);
            g.setStroke(new BasicStroke(4));
            g.drawRect(left, top, frameWidth, frameHeight);
            g.setColor(FRAME);
            g.setStroke(new BasicStroke(2));
            g.drawRect(left, top, frameWidth, frameHeight);
        }
        g.dispose();
        return Png.bytes(framed);
    }

    private int across(int x) {
        return (int) Math.round((double) x * small.getWidth() / width);
    }

    private int down(int y) {
        return (int) Math.round((double) y * small.getHeight() / height);
    }

    private static BufferedImage drawn(
            BufferedImage picture, int width, int height, Object interpolation) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = drawn.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
        g.drawImage(picture, 0, 0, width, height, Color.WHITE, null);
        g.dispose();
        return drawn;
    }
}
