package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patternscanner.lab.WeightSharing.Cost;
import org.patternscanner.lab.WeightSharing.Product;
import org.patternscanner.lab.WeightSharing.Results;
import org.patternscanner.render.Pixels;

class WeightSharingTest {

    private final WeightSharing lab = new WeightSharing();
    private final Results results = lab.run(new SmallContext(1));

    /** 28*28*32 = 25,088 numbers; each with 784, 9 or shared weights, and a bias. */
    @Test
    void countsWhatEachWayCosts() {
        assertThat(results.dense())
                .isEqualTo(new Cost("dense", 19_694_080, 25_088 * 784, 4 * 19_694_080L));
        assertThat(results.locallyConnected())
                .isEqualTo(new Cost("locally connected", 25_088 * 10, 25_088 * 9, 4 * 250_880));
        assertThat(results.convolution()).isEqualTo(new Cost("convolution", 320, 225_792, 1280));
    }

    @Test
    void matrixTimesImageIsTheConvolution() {
        assertThat(results.products()).hasSize(18);
        assertThat(results.products())
                .allMatch(product -> product.largestDifference() <= 1e-5)
                .allMatch(product -> product.cells() >= product.filled());
        Product drawn = results.products().get(0);
        assertThat(List.of(drawn.outputs(), drawn.inputs(), drawn.filled(), drawn.distinct()))
                .containsExactly(16, 36, 16 * 9, 9);
        Finding finding = lab.finding(results);
        assertThat(finding.held()).isTrue();
        assertThat(finding.seen().get(0)).contains("a factor of 79", "another 784", "61,544");
        assertThat(finding.table().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void rightAnswerIsTheNearestRatio() {
        assertThat(lab.finding(results).answer()).isEqualTo(2);
        assertThat(lab.finding(withDense(320 * 700)).answer()).isEqualTo(1);
        assertThat(lab.finding(withDense(320 * 100)).answer()).isZero();
    }

    @Test
    void claimFailsIfTheMatrixGivesAnotherMapOrSharingSavesNothing() {
        Product other = new Product("3", 6, 6, 16, 36, 16 * 36, 16 * 9, 9, 0.01);
        assertThat(lab.finding(with(results.dense(), List.of(other))).held()).isFalse();
        assertThat(lab.finding(withDense(300)).held()).isFalse();
    }

    private Results with(Cost dense, List<Product> products) {
        Cost local = results.locallyConnected();
        Cost shared = results.convolution();
        return new Results(results.input(), results.output(), dense, local, shared, products);
    }

    private Results withDense(long parameters) {
        Cost dense = new Cost("dense", parameters, parameters, 4 * parameters);
        return with(dense, results.products());
    }

    /** A corner of the first cell has the colour that the kernel's first weight has too. */
    @Test
    void drawsTheMatrix() throws IOException {
        Exhibit exhibit = lab.finding(results).exhibits().get(0);
        BufferedImage drawn = SmallContext.picture(exhibit);

        assertThat(exhibit.file()).isEqualTo("weight-sharing.png");
        int cells = Pixels.count(drawn, new Color(0x0072B2));
        // 16 rows and the kernel, each with one cell of 33 x 33 pixels, less its letter.
        assertThat(cells).isBetween(17 * 33 * 33 * 8 / 10, 17 * 33 * 33);
    }
}
