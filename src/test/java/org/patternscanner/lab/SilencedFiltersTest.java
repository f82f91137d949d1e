package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patternscanner.lab.SilencedFilters.Operated;
import org.patternscanner.lab.SilencedFilters.Results;

@Tag("slow")
class SilencedFiltersTest {

    private static final SilencedFilters LAB = new SilencedFilters();

    /** 100 images of each digit, 99 read right; without filter 3 the 8 loses so many. */
    private static Results results(int lost, int lostToSobel) {
        int[] images = new int[10];
        int[] right = new int[10];
        Arrays.fill(images, 100);
        Arrays.fill(right, 99);
        List<Operated> filters = new ArrayList<>();
        for (int filter = 0; filter < 32; filter++) {
            int[] silenced = right.clone();
            int[] sobel = right.clone();
            if (filter == 3) {
                silenced[8] -= lost;
                sobel[6] -= lostToSobel;
            }
            int changed = filter == 3 ? lost : 0;
            filters.add(new Operated(filter, silenced, sobel, right.clone(), changed));
        }
        return new Results(images, right, filters);
    }

    @Test
    void countsWhatThereIs() throws Exception {
        Results first = LAB.run(new SmallContext(1), 60);

        assertThat(Arrays.stream(first.images()).sum()).isEqualTo(60);
        assertThat(first.filters()).hasSize(32);
        for (int digit = 0; digit < 10; digit++) {
            assertThat(first.right()[digit]).isLessThanOrEqualTo(first.images()[digit]);
        }
        assertThat(Arrays.stream(first.right()).sum()).isGreaterThan(55);
        assertThat(LAB.finding(first).verdict()).isEqualTo(Verdict.NOT_DECIDED); // so few images
    }

    @Test
    void doesNotHoldWhereOneFilterCarriesMore() {
        Finding contrary = LAB.finding(results(30, 0)); // 3 points, and their error 0.55

        assertThat(contrary.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(contrary.seen().get(0))
                .contains("31 of its 32 filters", "filter 3 is missed most here (-3.00 points)");
        assertThat(LAB.finding(results(10, 0)).verdict()).isEqualTo(Verdict.NOT_DECIDED);
    }

    @Test
    void answerGoesByTheFilterThatIsMissedMost() {
        assertThat(LAB.finding(results(0, 0)).answer()).isZero();
        assertThat(LAB.finding(results(20, 0)).answer()).isEqualTo(1);
        assertThat(LAB.finding(results(80, 0)).answer()).isEqualTo(2);
        int[] images = new int[10];
        Arrays.fill(images, 10);
        Operated lost = new Operated(0, new int[10], new int[10], new int[10], 100);
        assertThat(LAB.finding(new Results(images, images, List.of(lost, lost))).answer())
                .isEqualTo(3);
    }

    @Test
    void saysWhichDigitNoticesAndWhatSobelDoes() {
        Finding finding = LAB.finding(results(2, 50));

        assertThat(finding.table())
                .contains("\n3               -0.20     8: -2.00               -5.00    6: -50.00\n")
                .matches("(.{0,80}\n)+");
        assertThat(finding.seen().get(1)).startsWith("The digit that notices most is the 8");
        assertThat(finding.seen().get(2))
                .startsWith("Over the 32 filters, Sobel in a filter's place costs 0.15 ± 0.")
                .contains("worse than none is not shown", "differs from any other kernel is not.")
                .endsWith("filter 3, -5.00 points.");
    }

    @Test
    void drawsBothHeatMaps() throws Exception {
        List<Exhibit> exhibits = LAB.finding(results(2, 50)).exhibits();

        assertThat(exhibits)
                .extracting(Exhibit::file)
                .containsExactly("filter-surgery.png", "filter-surgery-sobel.png");
        for (Exhibit exhibit : exhibits) {
            var picture = SmallContext.picture(exhibit);
            assertThat(picture.getHeight()).isGreaterThan(32 * 30);
        }
    }
}
