package org.patternscanner.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.DotProduct;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.ReceptiveField;
import org.patternscanner.arithmetic.UnitMax;
import org.patternscanner.arithmetic.UnitSum;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.FeatureMaps.Place;
import org.patternscanner.inspection.FilterBank;
import org.patternscanner.network.Normalization;
import org.patternscanner.render.Box;
import org.patternscanner.render.UnitImage;
import org.patternscanner.render.UnitText;

/** How one number of a feature map came about: a convolution's, or a pooling layer's. */
sealed interface UnitExplanation {

    String text();

    BufferedImage picture(String subtitle, byte[] digit);

    /** Whether it is the number that PyTorch computed, but for rounding. */
    boolean agrees();

    /** For JSON. */
    Fields document();

    static UnitExplanation of(ModelOptions.Choice choice, Step step, FeatureMaps maps, Place place)
            throws IOException {
        Box field = field(step, place);
        if (step.layer() instanceof Layer.Convolution) {
            FilterBank filters = FilterBank.of(choice.run(), choice.epoch(), maps.layer());
            return new Sum(
                    maps,
                    place,
                    field,
                    maps.sum(filters, place),
                    choice.run().info().normalization());
        }
        return new Max(maps, place, field, maps.max(place));
    }

    /** The pixels that the number depends on. */
    private static Box field(Step step, Place place) {
        ReceptiveField field = step.field();
        return Box.of(step.layer().name(), field.of(place.row()), field.of(place.column()));
    }

    private static Fields value(FeatureMaps maps, Place place) {
        return new Fields()
                .with("channel", place.channel())
                .with("row", place.row())
                .with("column", place.column())
                .with("value", maps.at(place))
                .with("source", maps.source());
    }

    /** A sum of dot products, and a bias. */
    record Sum(FeatureMaps maps, Place place, Box field, UnitSum sum, Normalization normalization)
            implements UnitExplanation {

        @Override
        public boolean agrees() {
            return sum.agreesWith(maps.at(place));
        }

        @Override
        public String text() {
            return UnitText.of(maps, place, sum, normalization);
        }

        @Override
        public BufferedImage picture(String subtitle, byte[] digit) {
            return UnitImage.of(subtitle, digit, field, maps, place, sum, normalization);
        }

        @Override
        public Fields document() {
            return value(maps, place)
                    .with(
                            "terms",
                            IntStream.range(0, sum.terms().size()).mapToObj(this::term).toList())
                    .with("sum", sum.sum())
                    .with("bias", sum.bias())
                    .with("total", sum.total())
                    .with("relu", sum.relu())
                    .with("agrees", agrees());
        }

        private Fields term(int input) {
            DotProduct term = sum.terms().get(input);
            return new Fields()
                    .with("input", input)
                    .with("rows", term.patch().rows())
                    .with("columns", term.patch().columns())
                    .with("patch", term.patch().numbers())
                    .with("padding", term.patch().padding())
                    .with("kernel", term.kernel())
                    .with("products", term.products())
                    .with("sum", term.sum());
        }
    }

    /** The largest number of a window. */
    record Max(FeatureMaps maps, Place place, Box field, UnitMax max) implements UnitExplanation {

        /** The largest of some numbers is one of them: nothing is rounded. */
        @Override
        public boolean agrees() {
            return max.max() == maps.at(place);
        }

        @Override
        public String text() {
            return UnitText.of(maps, place, max);
        }

        @Override
        public BufferedImage picture(String subtitle, byte[] digit) {
            return UnitImage.of(subtitle, digit, field, maps, place, max);
        }

        @Override
        public Fields document() {
            return value(maps, place)
                    .with("rows", max.window().rows())
                    .with("columns", max.window().columns())
                    .with("window", max.window().numbers())
                    .with("relu", max.relu())
                    .with("winner", new int[] {max.winnerRow(), max.winnerColumn()})
                    .with("max", max.max())
                    .with("agrees", agrees());
        }
    }
}
