package org.patternscanner.inspection;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.Split;

/** Paper, pens and strokes for pictures that the tests draw. */
final class Sheets {

    /** Strokes in a box of 1 x 1: x and y in turn, strokes apart by a slash. */
    static final Map<Character, String> STROKES =
            Map.of(
                    '1', ".5 0 .5 1",
                    '2', ".05 .2 .25 0 .7 0 .9 .22 .8 .5 0 1 1 1",
                    '4', ".35 0 0 .62 1 .62 / .72 .25 .68 1",
                    '5', ".9 0 .15 0 .1 .42 .6 .38 .92 .62 .75 .95 .1 1",
                    '7', "0 0 1 0 .4 1");

    /** A 4 whose strokes don't touch, a 5 whose bar flies, a 2 with a gap and its foot apart. */
    static final Map<Character, String> BROKEN =
            Map.of(
                    '4', ".3 0 .05 .58 .66 .58 / .85 .12 .85 1",
                    '5', ".1 .14 .05 .45 .55 .42 .85 .65 .6 .95 .02 .98 / .3 0 .95 0",
                    '2', ".05 .2 .25 0 .7 0 .88 .25 / .76 .48 .05 .96 / .25 1 1 .98");

    private Sheets() {}

    static LabelledImages heldOut() throws IOException {
        LabelledImages training = ImageSet.mnist().training();
        return training.select(Split.balanced(training, 5000).validation());
    }

    static String labels(int count) throws IOException {
        LabelledImages images = heldOut();
        return IntStream.range(0, count)
                .mapToObj(i -> String.valueOf(images.label(i)))
                .collect(Collectors.joining());
    }

    static BufferedImage strip(int count, boolean dark) throws IOException {
        LabelledImages images = heldOut();
        BufferedImage strip = new BufferedImage(28 * count, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < count; i++) {
            byte[] image = images.image(i);
            for (int place = 0; place < image.length; place++) {
                int value = image[place] & 0xff;
                strip.getRaster()
                        .setSample(28 * i + place % 28, place / 28, 0, dark ? 255 - value : value);
            }
        }
        return strip;
    }

    static BufferedImage paper(int width, int height) {
        BufferedImage paper = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        fill(paper, Color.WHITE);
        return paper;
    }

    static void fill(BufferedImage image, Color color) {
        Graphics2D g = image.createGraphics();
        g.setColor(color);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.dispose();
    }

    static Graphics2D pen(BufferedImage image, float width) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.BLACK);
        g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        return g;
    }

    static String strokesOf(Map<Character, String> strokes, char digit) {
        return Objects.requireNonNull(strokes.get(digit));
    }

    static void draw(
            BufferedImage on,
            char digit,
            double left,
            double top,
            double width,
            double height,
            double pen) {
        stroke(on, strokesOf(STROKES, digit), left, top, width, height, pen);
    }

    static void stroke(
            BufferedImage on,
            String strokes,
            double left,
            double top,
            double width,
            double height,
            double pen) {
        Graphics2D g = pen(on, (float) pen);
        g.draw(path(strokes, left, top, width, height));
        g.dispose();
    }

    static Shape path(String strokes, double left, double top, double width, double height) {
        Path2D path = new Path2D.Double();
        for (String stroke : strokes.split(" / ", -1)) {
            double[] points =
                    Arrays.stream(stroke.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
            path.moveTo(points[0], points[1]);
            for (int i = 2; i < points.length; i += 2) {
                path.lineTo(points[i], points[i + 1]);
            }
        }
        AffineTransform place = AffineTransform.getTranslateInstance(left, top);
        place.scale(width, height);
        return place.createTransformedShape(path);
    }

    static BufferedImage blurred(BufferedImage image) {
        float[] weights = new float[25];
        for (int i = 0; i < 25; i++) {
            int dx = i % 5 - 2;
            int dy = i / 5 - 2;
            weights[i] = (float) Math.exp(-(dx * dx + dy * dy) / 4.5);
        }
        float sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        for (int i = 0; i < 25; i++) {
            weights[i] /= sum;
        }
        return new ConvolveOp(new Kernel(5, 5, weights), ConvolveOp.EDGE_NO_OP, null)
                .filter(image, null);
    }
}
