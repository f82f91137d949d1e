package org.patternscanner.digit;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Pictures that the tests draw. */
public final class Drawn {

    private Drawn() {}

    /** A picture of one colour; a transparent one needs TYPE_INT_ARGB. */
    public static BufferedImage ground(int width, int height, Color colour, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Graphics2D pen = picture.createGraphics();
        pen.setBackground(colour);
        pen.clearRect(0, 0, width, height);
        pen.dispose();
        return picture;
    }

    public static BufferedImage ground(int width, int height, Color colour) {
        return ground(width, height, colour, BufferedImage.TYPE_INT_RGB);
    }

    /** Draws on a picture, in black until the pen is told otherwise. */
    public static BufferedImage with(BufferedImage on, Consumer<Graphics2D> drawing) {
        Graphics2D pen = on.createGraphics();
        pen.setColor(Color.BLACK);
        drawing.accept(pen);
        pen.dispose();
        return on;
    }

    /** White paper, and what is drawn on it in black. */
    static BufferedImage paper(int width, int height, Consumer<Graphics2D> drawing) {
        return with(ground(width, height, Color.WHITE), drawing);
    }

    /** Paper with straight lines of this color every {@code step} pixels. */
    static BufferedImage lined(BufferedImage on, int step, int width, Color color, boolean both) {
        int side = on.getWidth();
        return with(
                on,
                pen -> {
                    pen.setColor(color);
                    for (int i = 10; i < side; i += step) {
                        pen.fillRect(0, i, side, width);
                        if (both) {
                            pen.fillRect(i, 0, width, side);
                        }
                    }
                });
    }

    /** Draws a two: its box is about 0.6 x size wide and size high. */
    public static BufferedImage two(
            BufferedImage on, double left, double top, double size, double stroke, Color ink) {
        Path2D path = new Path2D.Double();
        path.moveTo(0.05, 0.25);
        path.curveTo(0.1, -0.1, 0.6, -0.1, 0.55, 0.3);
        path.curveTo(0.5, 0.6, 0.1, 0.7, 0, 1);
        path.lineTo(0.6, 0.95);
        stroke(on, path, left, top, size, stroke, ink);
        return on;
    }

    /** A two of black ink on white paper. */
    public static BufferedImage two(int side, double left, double top, double size, double pen) {
        return two(ground(side, side, Color.WHITE), left, top, size, pen, Color.BLACK);
    }

    /** Draws a five whose bar is a stroke of its own, a tenth of the size away from the rest. */
    public static BufferedImage brokenFive(
            BufferedImage on, double left, double top, double size, double stroke, Color ink) {
        Path2D path = new Path2D.Double();
        path.moveTo(0.1, 0.05);
        path.lineTo(0.1, 0.45);
        path.curveTo(0.7, 0.2, 0.7, 1.1, 0, 0.95);
        path.moveTo(0.25, 0);
        path.lineTo(0.6, 0);
        stroke(on, path, left, top, size, stroke, ink);
        return on;
    }

    private static void stroke(
            BufferedImage on,
            Path2D path,
            double left,
            double top,
            double size,
            double stroke,
            Color ink) {
        Graphics2D pen = on.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setColor(ink);
        pen.setStroke(
                new BasicStroke((float) stroke, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        AffineTransform place = new AffineTransform(size, 0, 0, size, left, top);
        pen.draw(place.createTransformedShape(path));
        pen.dispose();
    }

    /** Lets light fall from the left: the right edge gets this share of it; adds grain to it. */
    public static BufferedImage lit(BufferedImage picture, double rightShare, double grain) {
        Random random = new Random(1);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                double light = 1 - (1 - rightShare) * x / picture.getWidth();
                Color old = new Color(picture.getRGB(x, y));
                double noise = grain * random.nextGaussian();
                int red = clamp(old.getRed() * light + noise);
                int green = clamp(old.getGreen() * light + noise);
                int blue = clamp(old.getBlue() * light + noise);
                picture.setRGB(x, y, new Color(red, green, blue).getRGB());
            }
        }
        return picture;
    }

    private static int clamp(double value) {
        return (int) Math.max(0, Math.min(255, value));
    }

    /** Bytes as the numbers from 0 to 255 that they stand for. */
    public static int[] values(byte[] pixels) {
        return IntStream.range(0, pixels.length).map(i -> pixels[i] & 255).toArray();
    }

    /** An 8-bit grey picture of these values. */
    public static BufferedImage grey(int width, int height, int[] values) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setPixels(0, 0, width, height, values);
        return picture;
    }
}
