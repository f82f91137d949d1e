package org.patternscanner.render;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.patternscanner.arithmetic.UnitMax;
import org.patternscanner.arithmetic.UnitSum;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.FeatureMaps.Place;
import org.patternscanner.network.Normalization;

/**
 * How one number of a feature map came about, as a picture: on the left what it sees of the digit,
 * on the right its arithmetic.
 */
public final class UnitImage {

    private static final int DIGIT_HEIGHT = 504;
    private static final int BESIDE = 60;
    private static final int BELOW = 40;

    private UnitImage() {}

    /** A line of text. */
    private record Note(String text) implements Part {

        @Override
        public int width() {
            return Lettering.width(Page.LABEL, text);
        }

        @Override
        public int height() {
            return 24;
        }

        @Override
        public void paint(Graphics2D g) {
            g.setColor(Page.TEXT);
            g.setFont(Page.LABEL);
            Lettering.left(g, text, 0, 18);
        }
    }

    /**
     * A number of a convolution.
     *
     * @param digit 28 x 28 pixels, row by row, unsigned, 0 is background
     * @param field the pixels that the number depends on
     * @param pixels what made the image's pixels the numbers that the network reads
     */
    public static BufferedImage of(
            String subtitle,
            byte[] digit,
            Box field,
            FeatureMaps maps,
            Place place,
            UnitSum sum,
            Normalization pixels) {
        Part seen = ReceptiveFieldImage.part(digit, List.of(field), DIGIT_HEIGHT);
        List<Integer> shown = UnitText.shown(sum);
        Part products =
                new DotProducts(
                        shown.stream()
                                .map(
                                        channel ->
                                                UnitText.source(
                                                        maps.source(),
                                                        channel,
                                                        sum.terms().get(channel).patch()))
                                .toList(),
                        shown.stream().map(sum.terms()::get).toList());
        Part result = Addition.of(sum, place.channel());
        String heading = "what each channel of %s adds".formatted(maps.source());
        List<Part> left =
                shown.size() < sum.terms().size()
                        ? List.of(seen, new Contributions(heading, sum))
                        : List.of(seen);
        List<Part> right =
                UnitText.paperNote(maps, pixels, NumberGrid.DECIMALS)
                        .map(note -> List.of(products, new Note(note), result))
                        .orElse(List.of(products, result));
        return draw(title(maps, place), subtitle, left, right);
    }

    /** A number of a pooling layer. */
    public static BufferedImage of(
            String subtitle, byte[] digit, Box field, FeatureMaps maps, Place place, UnitMax max) {
        Part seen = ReceptiveFieldImage.part(digit, List.of(field), DIGIT_HEIGHT);
        return draw(
                title(maps, place),
                subtitle,
                List.of(seen),
                List.of(
                        new PooledWindow(
                                UnitText.source(maps.source(), place.channel(), max.window()), max),
                        Addition.of(max)));
    }

    private static String title(FeatureMaps maps, Place place) {
        return "How %s gets the number of channel %d, row %d, column %d"
                .formatted(maps.layer(), place.channel(), place.row(), place.column());
    }

    private static BufferedImage draw(
            String title, String subtitle, List<Part> left, List<Part> right) {
        int width = width(left) + BESIDE + width(right);
        Page page = new Page(title, subtitle, width, Math.max(height(left), height(right)));
        paint(page.graphics(), left, 0);
        paint(page.graphics(), right, width(left) + BESIDE);
        return page.finished();
    }

    private static int width(List<Part> column) {
        return column.stream().mapToInt(Part::width).max().orElse(0);
    }

    private static int height(List<Part> column) {
        return column.stream().mapToInt(part -> part.height() + BELOW).sum() - BELOW;
    }

    /** One below the other. */
    private static void paint(Graphics2D graphics, List<Part> column, int x) {
        int y = 0;
        for (Part part : column) {
            Graphics2D g = (Graphics2D) graphics.create();
            g.translate(x, y);
            part.paint(g);
            g.dispose();
            y += part.height() + BELOW;
        }
    }
}
