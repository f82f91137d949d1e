package org.patternscanner.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A real table of numbers: for 569 tumors of the breast, thirty measurements of the cell nuclei
 * under the microscope, and whether the tumor was malignant (W. Wolberg, O. Mangasarian, N. Street
 * and W. Street, Breast Cancer Wisconsin (Diagnostic), 1993, UCI Machine Learning Repository,
 * doi:10.24432/C5DW2B, CC BY 4.0).
 *
 * @param columns the name of each column
 * @param rows the measurements, in units of their own; label 0 is malignant (212 rows), 1 benign
 *     (357)
 */
public record BreastCancerTable(List<String> columns, LabelledRows rows) {

    private static final String FILE = "breast-cancer.csv";

    public BreastCancerTable {
        columns = List.copyOf(columns);
    }

    /**
     * Reads it from the class path.
     *
     * @throws IOException if it is not there or is damaged
     */
    public static BreastCancerTable read() throws IOException {
        try (InputStream file = BreastCancerTable.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IOException("This program's jar lacks %s.".formatted(FILE));
            }
            BufferedReader text =
                    new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return parse(text.lines().filter(line -> !line.startsWith("#")).toList());
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("%s is damaged.".formatted(FILE), e);
        }
    }

    /** The first line names the columns; the last column is the label. */
    private static BreastCancerTable parse(List<String> lines) {
        List<String> names = List.of(lines.get(0).split(",", -1));
        int columns = names.size() - 1;
        float[][] numbers = new float[lines.size() - 1][columns];
        int[] labels = new int[numbers.length];
        for (int row = 0; row < numbers.length; row++) {
            String[] cells = lines.get(row + 1).split(",", -1);
            for (int column = 0; column < columns; column++) {
                numbers[row][column] = Float.parseFloat(cells[column]);
            }
            labels[row] = Integer.parseInt(cells[columns]);
        }
        return new BreastCancerTable(names.subList(0, columns), new LabelledRows(numbers, labels));
    }
}
