package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Spread;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.Evaluation;
import org.patternscanner.lab.FilmOfTraining.Epoch;
import org.patternscanner.lab.FilmOfTraining.Results;
import org.patternscanner.lab.FilmOfTraining.Size;

@Tag("slow")
class FilmOfTrainingTest {

    private static final FilmOfTraining LAB = new FilmOfTraining();
    private static Results filmed;

    @BeforeAll
    static void films() throws Exception {
        filmed = LAB.run(new SmallContext(1), new Size(100, 640, 1, 2));
    }

    private static Epoch epoch(int number, double accuracy, double loss, double turned) {
        float[][][] filters = new float[32][3][3];
        filters[0][1][1] = 1;
        int[][] confusion = new int[10][10];
        Arrays.stream(confusion).forEach(row -> row[3] = 10);
        return new Epoch(
                number, accuracy, loss, turned, 0.5, filters, new float[32][14][14], confusion);
    }

    private static Results results(Epoch... epochs) {
        return results(0.98, epochs);
    }

    /** The control reads 98 % with learned filters. */
    private static Results results(double frozen, Epoch... epochs) {
        return new Results(
                100,
                9,
                7,
                new int[784],
                List.of(epochs),
                Spread.of(0.58, 0.6),
                Spread.of(0.979, 0.98, 0.981),
                Spread.of(frozen - 0.011, frozen - 0.01, frozen - 0.009));
    }

    @Test
    void filmsTheEpochsThatAreOnDisk() throws Exception {
        SmallContext context = new SmallContext(1);

        assertThat(filmed.epochs())
                .extracting(Epoch::epoch)
                .containsExactly(0, 1, 2, 5, 10, 17, 40);
        assertThat(filmed.images()).isEqualTo(100);
        LabelledImages test = context.data().test();
        LabelledImages drawn = test.select(Drawn.of(test, 100, 1));
        Epoch start = filmed.epochs().get(0);
        assertThat(start.turned()).isCloseTo(0, within(1e-5));
        assertThat(start.accuracy()).isLessThan(0.3);
        for (Epoch epoch : filmed.epochs()) {
            Evaluation evaluation =
                    Evaluation.of(context.trained().run(), epoch.epoch(), drawn, context.device());
            assertThat(epoch.accuracy()).isEqualTo(evaluation.score().accuracy().value());
            assertThat(epoch.confusion()).isDeepEqualTo(evaluation.confusion());
            assertThat(epoch.maps()).hasDimensions(32, 14);
        }
        assertThat(filmed.learned().values()).hasSize(2);
        assertThat(filmed.chance().mean()).isBetween(0.5, 0.65);
    }

    @Test
    void doesNotHoldWhereRandomFiltersDoAsWell() {
        Epoch start = epoch(0, 0.1, 2.3, 0);
        Epoch end = epoch(9, 0.99, 0.1, 40);

        assertThat(LAB.finding(results(1, start, end)).verdict()).isEqualTo(Verdict.REFUTED);
        Finding finding = LAB.finding(results(0.9895, start, end));
        assertThat(finding.verdict()).isEqualTo(Verdict.HELD);
        finding = LAB.finding(results(0.98, start, end));
        assertThat(finding.seen())
                .anyMatch(sentence -> sentence.contains("worth 1.00 ± 0.00 points"))
                .anyMatch(sentence -> sentence.contains("no more like edge and line kernels"))
                .anyMatch(sentence -> sentence.contains("lowest after epoch 9 (0.100)"));
    }

    /** The angle between two arrows from its definition, for filter 0 of the last epoch. */
    @Test
    void turnedIsTheMeanAngleToTheStart() {
        Epoch start = filmed.epochs().get(0);
        Epoch last = filmed.epochs().get(6);
        double sum = 0;
        for (int filter = 0; filter < 32; filter++) {
            double dot = 0;
            double a = 0;
            double b = 0;
            for (int i = 0; i < 9; i++) {
                double one = start.filters()[filter][i / 3][i % 3];
                double other = last.filters()[filter][i / 3][i % 3];
                dot += one * other;
                a += one * one;
                b += other * other;
            }
            sum += Math.toDegrees(Math.acos(dot / Math.sqrt(a * b)));
        }
        assertThat(last.turned()).isCloseTo(sum / 32, within(1e-6));
    }

    @Test
    void doesNotHoldWhereNothingWasEarned() {
        Epoch start = epoch(0, 0.1, 2.3, 0);
        assertThat(LAB.finding(results(start, epoch(9, 0.99, 0.1, 40))).held()).isTrue();
        assertThat(LAB.finding(results(start, epoch(9, 0.8, 0.6, 40))).held()).isFalse();
        assertThat(LAB.finding(results(start, epoch(9, 0.99, 0.1, 3))).held()).isFalse();
        assertThat(LAB.finding(results(epoch(5, 0.9, 2, 0), epoch(9, 0.99, 0.1, 40))).held())
                .isFalse(); // it was good before it began
    }

    @Test
    void answerGoesByTheAngle() {
        List<Double> angles = List.of(5.0, 20.0, 50.0, 80.0);
        for (int answer = 0; answer < angles.size(); answer++) {
            Results results =
                    results(epoch(0, 0.1, 2.3, 0), epoch(9, 0.99, 0.1, angles.get(answer)));
            assertThat(LAB.finding(results).answer()).isEqualTo(answer);
        }
    }

    @Test
    void drawsAFilmAndItsFramesAllOfOneSize() throws Exception {
        Finding finding = LAB.finding(results(epoch(0, 0.1, 2.3, 0), epoch(9, 0.99, 0.1, 40)));

        assertThat(finding.table()).matches("(.{0,80}\n)+");
        assertThat(finding.exhibits())
                .extracting(Exhibit::file)
                .containsExactly(
                        "training-film.gif", "training-film-0000.png", "training-film-0009.png");
        byte[] gif = finding.exhibits().get(0).content().bytes();
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif)));
        assertThat(reader.getNumImages(true)).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            var frame = SmallContext.picture(finding.exhibits().get(i + 1));
            assertThat(frame.getWidth()).isBetween(900, 1080).isEqualTo(reader.read(i).getWidth());
            assertThat(frame.getHeight()).isEqualTo(reader.read(i).getHeight());
        }
    }

    @Test
    void choosesTwelveOfManyEpochsAndMostOfThemEarly() {
        List<Integer> many = IntStream.rangeClosed(0, 40).boxed().toList();

        List<Integer> chosen = FilmOfTraining.chosen(many);

        assertThat(chosen).hasSize(12).startsWith(0, 1, 2).endsWith(40).isSorted();
        assertThat(chosen).doesNotHaveDuplicates();
        assertThat(FilmOfTraining.chosen(many.subList(0, 12))).isEqualTo(many.subList(0, 12));
        assertThat(FilmOfTraining.chosen(many.subList(0, 13)))
                .hasSize(12)
                .doesNotHaveDuplicates()
                .endsWith(12);
    }
}
