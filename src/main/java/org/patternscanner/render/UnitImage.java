package org.patternscanner.render;

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
                DotProducts.part(
                        shown.stream()
                                .map(
                                        channel ->
                                                UnitText.source(
                                                        maps.source(),
                                                        channel,
                                                        sum.terms().get(channel).patch()))
                                .toList(),
                        shown.stream().map(sum.terms()::get).toList());
        Part result = Addition.of(sum, place.channel()).part();
        String heading = "what each channel of %s adds".formatted(maps.source());
        List<Part> left =
                shown.size() < sum.terms().size()
                        ? List.of(seen, Contributions.part(heading, sum))
                        : List.of(seen);
        List<Part> right =
                UnitText.paperNote(maps, pixels, NumberGrid.DECIMALS)
                        .map(note -> List.of(products, Text.label(note), result))
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
                        PooledWindow.part(
                                UnitText.source(maps.source(), place.channel(), max.window()), max),
                        Addition.of(max).part()));
    }

    private static String title(FeatureMaps maps, Place place) {
        return "How %s gets the number of channel %d, row %d, column %d"
                .formatted(maps.layer(), place.channel(), place.row(), place.column());
    }

    private static BufferedImage draw(
            String title, String subtitle, List<Part> left, List<Part> right) {
        return Tiles.row(BESIDE, Tiles.column(BELOW, left), Tiles.column(BELOW, right))
                .page(title, subtitle);
    }
}
