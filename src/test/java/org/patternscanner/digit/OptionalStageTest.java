package org.patternscanner.digit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.patternscanner.digit.Drawn.two;
import static org.patternscanner.digit.OptionalStage.BACKGROUND;
import static org.patternscanner.digit.OptionalStage.CENTRING;
import static org.patternscanner.digit.OptionalStage.CLEANING;
import static org.patternscanner.digit.OptionalStage.CROPPING;
import static org.patternscanner.digit.OptionalStage.INK;
import static org.patternscanner.digit.OptionalStage.LINES;
import static org.patternscanner.digit.OptionalStage.POLARITY;
import static org.patternscanner.digit.OptionalStage.SCALING;
import static org.patternscanner.digit.OptionalStage.THICKENING;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;
import org.patternscanner.picture.PictureReader;

class OptionalStageTest {

    private static final Color PENCIL = new Color(150, 150, 150);
    private static final BufferedImage TWO = two(140, 40, 20, 90, 10);

    private static NormalizedDigit normalized(BufferedImage picture, OptionalStage... without)
            throws IOException {
        return DigitNormalizer.normalize(PictureReader.of(picture), Set.of(without));
    }

    private static GreyImage stage(NormalizedDigit digit, OptionalStage stage) {
        return digit.stages().stream()
                .filter(each -> each.name().equals(stage.stageName()))
                .findFirst()
                .orElseThrow()
                .image();
    }

    static Stream<Arguments> pictures() {
        BufferedImage nearlyAllInk = Drawn.ground(140, 140, Color.BLACK);
        nearlyAllInk.setRGB(70, 70, 0xFFFFFF);
        BufferedImage twoDigits = two(200, 10, 20, 120, 12);
        Drawn.brokenFive(twoDigits, 110, 30, 110, 9, Color.BLACK);
        BufferedImage board = Drawn.ground(140, 140, Color.BLACK);
        BufferedImage pencil = Drawn.ground(140, 100, Color.WHITE);
        return Stream.of(
                arguments("dark on light", TWO),
                arguments("light on dark", Drawn.two(board, 9, 9, 60, 6, Color.WHITE)),
                arguments("blank paper", Drawn.ground(60, 80, Color.WHITE)),
                arguments("blank board", Drawn.ground(60, 80, Color.BLACK)),
                arguments("one pixel", Drawn.ground(1, 1, Color.GRAY)),
                arguments("a strip", Drawn.ground(200, 2, Color.WHITE)),
                arguments("2 x 3, one black", Drawn.grey(2, 3, new int[] {255, 0, 9, 8, 7, 6})),
                arguments("nearly all ink", nearlyAllInk),
                arguments("ink to every edge", two(60, -9, -9, 90, 30)),
                arguments("a pen of one pixel", two(300, 60, 20, 240, 1)),
                arguments("a tiny digit", two(140, 100, 100, 5, 1)),
                arguments("28 x 28", two(28, 7, 4, 18, 2)),
                arguments("two digits", twoDigits),
                arguments(
                        "pencil in steep light, with grain",
                        Drawn.lit(Drawn.two(pencil, 40, 10, 80, 4, PENCIL), 0.4, 9)));
    }

    /** None, each, and all. */
    @ParameterizedTest(name = "{0}")
    @Tag("slow")
    @MethodSource("pictures")
    void whateverIsLeftOutAnImageForTheNetworkComesOutOrThereIsNoDigit(
            String name, BufferedImage picture) {
        comesOutOrThereIsNoDigit(picture, Set.of());
        comesOutOrThereIsNoDigit(picture, EnumSet.allOf(OptionalStage.class));
        for (OptionalStage stage : OptionalStage.values()) {
            comesOutOrThereIsNoDigit(picture, Set.of(stage));
        }
    }

    @ParameterizedTest(name = "{0}")
    @Tag("thorough")
    @MethodSource("pictures")
    void whicheverTwoAreLeftOutItIsTheSame(String name, BufferedImage picture) {
        for (OptionalStage one : OptionalStage.values()) {
            for (OptionalStage other : EnumSet.range(one, CENTRING)) {
                comesOutOrThereIsNoDigit(picture, EnumSet.of(one, other));
            }
        }
    }

    private static void comesOutOrThereIsNoDigit(BufferedImage from, Set<OptionalStage> without) {
        Box picture = new Box(0, 0, from.getWidth() - 1, from.getHeight() - 1);
        try {
            NormalizedDigit digit = DigitNormalizer.normalize(PictureReader.of(from), without);
            assertThat(digit.image().width()).isEqualTo(28);
            assertThat(digit.image().height()).isEqualTo(28);
            for (float value : digit.image().values()) {
                assertThat(value).isBetween(0f, 255f).isEqualTo(Math.round(value));
            }
            assertThat(digit.box().union(picture)).as("box in picture").isEqualTo(picture);
            assertThat(digit.stages()).last().returns(digit.image(), Stage::image);
            assertStages(digit.stages(), without);
        } catch (NoDigitsException e) {
            assertStages(e.stages(), without);
            assertThat(e.stages()).as("without %s", without).isNotEmpty();
        }
    }

    /** In their order; one that is left out shows what was there before. */
    private static void assertStages(List<Stage> stages, Set<OptionalStage> without) {
        List<String> names = new ArrayList<>(List.of("grey"));
        Stream.of(OptionalStage.values()).map(OptionalStage::stageName).forEach(names::add);
        names.add("framed");
        assertThat(stages).extracting(Stage::name).isEqualTo(names.subList(0, stages.size()));
        int place = 0;
        for (OptionalStage stage : OptionalStage.values()) {
            place++;
            if (place < stages.size()) {
                boolean leftOut = without.contains(stage);
                assertThat(stages.get(place).change())
                        .isEqualTo(leftOut ? "left out" : stage.change());
                if (leftOut) {
                    assertThat(stages.get(place).image()).isEqualTo(stages.get(place - 1).image());
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void withNothingLeftOutAllIsAsEver(String name, BufferedImage picture) throws IOException {
        NormalizedDigit digit;
        try {
            digit = DigitNormalizer.normalize(PictureReader.of(picture));
        } catch (NoDigitsException expected) {
            assertThatThrownBy(() -> normalized(picture)).hasMessage(expected.getMessage());
            return;
        }
        assertThat(normalized(picture)).isEqualTo(digit);
        assertThat(digit.stages())
                .extracting(Stage::name)
                .endsWith("cleaned", "cropped", "thickened", "scaled", "centred");
    }

    @Test
    void withoutCentringTheDigitStaysAtTheTopLeft() throws IOException {
        NormalizedDigit digit = normalized(TWO, CENTRING);

        GreyImage scaled = stage(digit, SCALING);
        assertThat(scaled.width()).isEqualTo(20);
        assertThat(digit.image())
                .isEqualTo(GreyImage.of(28, 28, (x, y) -> x < 20 && y < 20 ? scaled.at(x, y) : 0));
        assertThat(digit.warnings())
                .containsExactly(
                        "The digit's centre of mass is not in the middle, as it is in MNIST.");
    }

    @Test
    void withoutScalingASmallDigitStaysSmallAndALargeOneFillsTheFrame() throws IOException {
        assertThat(longerSide(normalized(two(60, 10, 10, 10, 2), SCALING, THICKENING)))
                .isBetween(10, 14);
        assertThat(longerSide(normalized(TWO, SCALING))).isEqualTo(28);
        assertThat(longerSide(normalized(TWO))).isEqualTo(20);
    }

    @Test
    void withoutCroppingTheDigitIsSmallerThanMnists() throws IOException {
        assertThat(longerSide(normalized(TWO, CROPPING))).isLessThan(18);
    }

    private static int longerSide(NormalizedDigit digit) {
        return Box.around(digit.image(), 1).orElseThrow().longerSide();
    }

    /** The ground is taken for ink, the digit for a hole in it. */
    @Test
    void withoutPolarityAndBackgroundThePaperIsTheInk() throws IOException {
        NormalizedDigit digit = normalized(TWO, POLARITY, BACKGROUND);

        assertThat(digit.image().at(4, 4)).isEqualTo(255);
        assertThat(ink(digit, 0)).isGreaterThan(300);
    }

    @Test
    void whereNoInkIsLeftTheStagesTellHowFarItCame() {
        // a one has no ground within
        BufferedImage board = Drawn.paper(140, 140, pen -> pen.fillRect(60, 20, 10, 90));

        NoDigitsException e =
                catchThrowableOfType(NoDigitsException.class, () -> normalized(board, POLARITY));

        assertThat(e).hasMessage("The picture is blank: no stroke stands out from its ground.");
        assertThat(e.stages())
                .extracting(Stage::name)
                .containsExactly("grey", "polarity", "background-corrected", "lines removed");
        assertThat(e.stages().get(3).image().peak()).isLessThan(48);
    }

    @Test
    void withoutCleaningSpecksStay() throws IOException {
        BufferedImage picture =
                Drawn.with(two(200, 40, 20, 120, 10), pen -> pen.fillRect(190, 190, 4, 4));

        assertThat(normalized(picture).box().right()).isLessThan(130);
        assertThat(normalized(picture, CLEANING).box().right()).isBetween(192, 194);
    }

    @Test
    void withoutThickeningAThinPenStaysThin() throws IOException {
        BufferedImage picture = two(300, 60, 30, 220, 2);

        assertThat(ink(normalized(picture, THICKENING), 127))
                .isLessThan(ink(normalized(picture), 127) / 2);
    }

    /** How many pixels are brighter than this. */
    private static long ink(NormalizedDigit digit, int level) {
        return Arrays.stream(Drawn.values(digit.pixels())).filter(value -> value > level).count();
    }

    @Test
    void withoutTheRemovalOfLinesTheyStay() throws IOException {
        Color line = new Color(150, 160, 220);
        BufferedImage picture =
                Drawn.lined(Drawn.ground(200, 200, Color.WHITE), 40, 2, line, false);
        Drawn.two(picture, 60, 25, 130, 10, Color.BLACK);

        assertThat(stage(normalized(picture), LINES).at(5, 10)).isLessThan(20);
        assertThat(stage(normalized(picture, LINES), LINES).at(5, 10)).isGreaterThan(50);
    }

    @Test
    void withoutStretchingPencilStaysGrey() throws IOException {
        BufferedImage picture =
                Drawn.two(Drawn.ground(140, 140, Color.WHITE), 40, 20, 90, 10, PENCIL);

        assertThat(stage(normalized(picture), INK).peak()).isEqualTo(255);
        assertThat(stage(normalized(picture, INK), INK).peak()).isBetween(95f, 115f);
    }

    /** Otherwise nothing could be left out of it. */
    @Test
    void anImageThatHasMnistsShapeIsTreatedAsAnyOtherOnceAStageIsLeftOut() throws IOException {
        BufferedImage mnist = Drawn.grey(28, 28, Drawn.values(normalized(TWO).pixels()));

        assertThat(normalized(mnist).stages()).hasSize(2);
        assertThat(normalized(mnist, CENTRING).stages()).hasSize(11);
    }
}
