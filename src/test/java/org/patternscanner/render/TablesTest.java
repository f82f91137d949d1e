package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.render.TextTable.Column;

/** Tables and the shares in them. */
class TablesTest {

    @Test
    void wordsStandLeftAndNumbersRight() {
        TextTable table =
                new TextTable(
                                Column.left("layer"),
                                Column.right("parameters"),
                                Column.left("output"))
                        .row("conv1", "320", "(32, 28, 28)")
                        .row("conv2", "18,496", "(64, 14, 14)")
                        .total("total", "18,816", "");
        assertThat(table.toString())
                .isEqualTo(
                        """
                        layer  parameters  output
                        -----  ----------  ------------
                        conv1         320  (32, 28, 28)
                        conv2      18,496  (64, 14, 14)
                        -----  ----------  ------------
                        total      18,816
                        """);
    }

    @Test
    void aTableWithoutRowsIsItsHeading() {
        assertThat(new TextTable(Column.left("run")).toString()).isEqualTo("run\n---\n");
    }

    @Test
    void refusesARowWithAnotherNumberOfCells() {
        TextTable table = new TextTable(Column.left("layer"), Column.right("parameters"));
        assertThatThrownBy(() -> table.row("conv1")).hasMessage("A row of 1 cells in 2 columns.");
    }

    @Test
    void aRefusedTotalLeavesTheTableAsItWas() {
        TextTable table = new TextTable(Column.left("layer")).row("conv1");
        String before = table.toString();
        assertThatThrownBy(() -> table.total("a", "b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(table.toString()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "0.9125, 91.25 %",
        "0.99985, 99.99 %",
        "0.99999, > 99.99 %",
        "1, > 99.99 %",
        "0.0001, 0.01 %",
        "0.00001, < 0.01 %",
        "0, < 0.01 %"
    })
    void neverSaysThatWhatIsNearlySoIsSo(double probability, String text) {
        assertThat(Percent.of(probability)).isEqualTo(text);
    }
}
