package org.patternscanner.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.DotProduct;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.Patch;
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
    Object document();

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

    /** A sum of dot products, and a bias. */
    record Sum(FeatureMaps maps, Place place, Box field, UnitSum sum, Normalization normalization)
            implements UnitExplanation {

        private record Term(
                int input,
                int[] rows,
                int[] columns,
                float[][] patch,
                boolean[][] padding,
                float[][] kernel,
                double[][] products,
                double sum) {

            static Term of(int input, DotProduct term) {
                Patch patch = term.patch();
                return new Term(
                        input,
                        patch.rows(),
                        patch.columns(),
                        patch.numbers(),
                        patch.padding(),
                        term.kernel(),
                        term.products(),
                        term.sum());
            }
        }

        private record SumDocument(
                int channel,
                int row,
                int column,
                float value,
                String source,
                List<Term> terms,
                double sum,
                float bias,
                double total,
                double relu,
                boolean agrees) {}

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
        public Object document() {
            return new SumDocument(
                    place.channel(),
                    place.row(),
                    place.column(),
                    maps.at(place),
                    maps.source(),
                    IntStream.range(0, sum.terms().size())
                            .mapToObj(input -> Term.of(input, sum.terms().get(input)))
                            .toList(),
                    sum.sum(),
                    sum.bias(),
                    sum.total(),
                    sum.relu(),
                    agrees());
        }
    }

    /** The largest number of a window. */
    record Max(FeatureMaps maps, Place place, Box field, UnitMax max) implements UnitExplanation {

        private record MaxDocument(
                int channel,
                int row,
                int column,
                float value,
                String source,
                int[] rows,
                int[] columns,
                float[][] window,
                float[][] relu,
                int[] winner,
                float max,
                boolean agrees) {}

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
        public Object document() {
            Patch window = max.window();
            return new MaxDocument(
                    place.channel(),
                    place.row(),
                    place.column(),
                    maps.at(place),
                    maps.source(),
                    window.rows(),
                    window.columns(),
                    window.numbers(),
                    max.relu(),
                    new int[] {max.winnerRow(), max.winnerColumn()},
                    max.max(),
                    agrees());
        }
    }
}
