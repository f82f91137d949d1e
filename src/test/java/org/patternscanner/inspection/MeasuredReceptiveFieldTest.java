package org.patternscanner.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.ReceptiveField.Span;
import org.patternscanner.arithmetic.Volume;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.inspection.MeasuredReceptiveField.Unit;

class MeasuredReceptiveFieldTest {

    private static final AtomicInteger IMAGES_DONE = new AtomicInteger();
    private static List<MeasuredReceptiveField> fields;

    @BeforeAll
    static void measures() throws Exception {
        fields = measured(MeasuredReceptiveField.noise(4, 30));
    }

    private static List<MeasuredReceptiveField> measured(byte[] images) throws Exception {
        Runnable done = IMAGES_DONE::incrementAndGet;
        return MeasuredReceptiveField.of(
                PlainNetwork.run(), PlainNetwork.EPOCH, images, Device.cpu(), done);
    }

    @Test
    void everyUnitOfTheTrainedNetworkHasTheComputedField() {
        assertThat(fields)
                .extracting(field -> field.step().layer().name() + " " + field.units().size())
                .containsExactly("conv1 784", "pool1 196", "conv2 196", "pool2 49");
        for (MeasuredReceptiveField field : fields) {
            for (Unit unit : field.units()) {
                Span rows = field.step().field().of(unit.row()).within(28);
                Span columns = field.step().field().of(unit.column()).within(28);
                int size = rows.size() * columns.size();
                Unit computed = new Unit(unit.row(), unit.column(), rows, columns, size, true);
                assertThat(unit).as(field.step().layer().name()).isEqualTo(computed);
            }
        }
    }

    /** Without the formula: whoever follows each window's taps down to the image finds the same. */
    @Test
    void everyUnitIsChangedByThePixelsThatItsWindowsLeadTo() {
        List<Step> below = new ArrayList<>();
        for (MeasuredReceptiveField field : fields) {
            below.add(field.step());
            int width = field.step().output().width();
            for (int unit = 0; unit < field.changed().length; unit++) {
                boolean[] led = new boolean[784];
                lead(below, below.size() - 1, unit / width, unit % width, led);
                assertThat(field.changed()[unit])
                        .as("%s, unit %d", field.step().layer().name(), unit)
                        .isEqualTo(led);
            }
        }
    }

    private static void lead(List<Step> steps, int from, int row, int column, boolean[] pixels) {
        if (from < 0) {
            pixels[row * 28 + column] = true;
            return;
        }
        Volume input = steps.get(from).input();
        Window window = window(steps.get(from).layer());
        for (int i = 0; i < window.kernel(); i++) {
            for (int j = 0; j < window.kernel(); j++) {
                int y = window.inputIndex(row, i);
                int x = window.inputIndex(column, j);
                if (y >= 0 && y < input.height() && x >= 0 && x < input.width()) {
                    lead(steps, from - 1, y, x, pixels);
                }
            }
        }
    }

    private static Window window(Layer layer) {
        return layer instanceof Layer.MaxPool pool
                ? pool.window()
                : ((Layer.Convolution) layer).window();
    }

    /** On black, ReLUs of the second layer stay shut: some pixels move nothing behind them. */
    @Test
    void oneImageThatHidesChangesDoesNotAgreeAndNeverShowsTooMuch() throws Exception {
        List<MeasuredReceptiveField> onBlack = measured(new byte[784]);

        MeasuredReceptiveField pool2 = onBlack.get(3);
        assertThat(pool2.units()).anyMatch(unit -> !unit.agrees());
        for (int layer = 0; layer < fields.size(); layer++) {
            boolean[][] some = onBlack.get(layer).changed();
            boolean[][] all = fields.get(layer).changed();
            for (int unit = 0; unit < some.length; unit++) {
                boolean[] together = all[unit].clone();
                for (int pixel = 0; pixel < 784; pixel++) {
                    together[pixel] |= some[unit][pixel];
                }
                assertThat(together).isEqualTo(all[unit]);
            }
        }
    }

    @Test
    void aUnitThatNothingChangesHasAnEmptyField() {
        Step conv1 = Architecture.SIMPLE_CNN.steps().get(0);

        Unit unit = new MeasuredReceptiveField(conv1, new boolean[784][784]).unit(0, 5);

        assertThat(unit).isEqualTo(new Unit(0, 5, new Span(0, -1), new Span(0, -1), 0, false));
        assertThat(unit.rows().size()).isZero();
    }

    /** The box is right and a pixel in it is missing. */
    @Test
    void aHoleInTheFieldIsNoticed() {
        Step conv1 = Architecture.SIMPLE_CNN.steps().get(0);
        boolean[][] changed = fields.get(0).changed().clone();
        changed[5 * 28 + 5] = changed[5 * 28 + 5].clone();
        changed[5 * 28 + 5][5 * 28 + 5] = false;

        Unit unit = new MeasuredReceptiveField(conv1, changed).unit(5, 5);

        assertThat(unit).isEqualTo(new Unit(5, 5, new Span(4, 6), new Span(4, 6), 8, false));
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        int before = IMAGES_DONE.get();

        measured(MeasuredReceptiveField.noise(2, 1));

        assertThat(IMAGES_DONE.get() - before).isEqualTo(2);
    }
}
