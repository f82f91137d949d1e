package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.inspection.FilterBank;
import org.patternscanner.network.TorchEngine;
import org.patternscanner.render.FilterSheet;
import org.patternscanner.render.FilterText;
import org.patternscanner.render.NpyFile;
import org.patternscanner.render.Png;
import org.patternscanner.render.TextColour;
import org.patternscanner.render.TextTable;
import org.patternscanner.render.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn inspect-filters}: the patterns that a convolution layer learned to look for. */
@Command(
        name = "inspect-filters",
        description = "Show the filters of a convolution layer, as pictures or numbers.",
        footer = {
            "  cnn inspect-filters",
            "  cnn inspect-filters --output filters.png",
            "  cnn inspect-filters --layer conv2 --format csv --output conv2.csv"
        })
final class InspectFiltersCommand extends CliCommand {

    private static final int COLUMNS = 8;

    /** As plain numbers, more than these do not fit into 80 characters. */
    private static final int COLUMNS_OF_NUMBERS = 3;

    /** What the filters are printed or written as. */
    enum Format {
        TEXT,
        PNG,
        CSV,
        JSON,
        NPY;

        /** The format that a file's name says. */
        static Format of(Path file) {
            String name = file.toString().toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(format -> name.endsWith("." + format))
                    .findFirst()
                    .orElse(name.endsWith(".txt") ? TEXT : PNG);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin private ModelOptions model = new ModelOptions();

    @Option(
            names = "--layer",
            paramLabel = "conv1|conv2",
            completionCandidates = Words.LayersWithFilters.class,
            converter = Words.LayersWithFilters.class,
            description = "Which layer (conv1).")
    private String layer = "conv1";

    @Option(
            names = "--format",
            paramLabel = "text|png|csv|json|npy",
            description = "Output format; inferred from the file name, otherwise text.")
    private @Nullable Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write into this file instead of printing.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Short for --format json.")
    private boolean json;

    private record Document(
            String layer, int[] shape, float[][][][] weights, float[] bias, List<Row> filters) {}

    private record Row(int filter, double norm, String nearest, double cosine) {}

    @Override
    public Integer call() throws IOException {
        Format chosen = format();
        if (chosen == Format.PNG) {
            OutputFile.requirePng("--output", output);
        }
        ModelOptions.Choice choice = model.chooseToDraw(err());
        TorchEngine.configure(1);
        TorchEngine.engine();
        FilterBank filters = FilterBank.of(choice.run(), choice.epoch(), layer);
        boolean binary = chosen == Format.PNG || chosen == Format.NPY;
        Path file =
                output == null && binary
                        ? Path.of("filters-%s.%s".formatted(layer, chosen))
                        : output;
        PrintWriter out = out();
        if (file == null) {
            out.print(text(choice, filters, chosen));
        } else {
            write(choice, filters, chosen, file);
            out.printf("%s: %d filters of %s%n", file, filters.weights().length, layer);
        }
        return Exit.OK;
    }

    private Format format() {
        if (json) {
            return Format.JSON;
        } else if (format != null) {
            return format;
        }
        return output == null ? Format.TEXT : Format.of(output);
    }

    private void write(ModelOptions.Choice choice, FilterBank filters, Format chosen, Path file)
            throws IOException {
        switch (chosen) {
            case PNG -> Png.write(picture(choice, filters), file);
            case NPY -> WholeFile.write(file, NpyFile.of(filters.shape(), flat(filters)));
            default ->
                    WholeFile.write(
                            file, text(choice, filters, chosen).getBytes(StandardCharsets.UTF_8));
        }
    }

    private String text(ModelOptions.Choice choice, FilterBank filters, Format chosen) {
        return switch (chosen) {
            case JSON -> JsonOption.document("inspect-filters/1", choice, document(filters));
            case CSV -> csv(filters);
            default -> screen(choice, filters);
        };
    }

    private static Document document(FilterBank filters) {
        return new Document(
                filters.layer(),
                filters.shape(),
                filters.weights(),
                filters.bias(),
                filters.facts().stream()
                        .map(
                                facts ->
                                        new Row(
                                                facts.index(),
                                                facts.norm(),
                                                facts.nearest().kernel().name(),
                                                facts.nearest().cosine()))
                        .toList());
    }

    /** One row a weight. */
    private static String csv(FilterBank filters) {
        StringBuilder csv = new StringBuilder("filter,channel,row,column,weight\n");
        float[][][][] weights = filters.weights();
        for (int f = 0; f < weights.length; f++) {
            for (int c = 0; c < weights[f].length; c++) {
                for (int y = 0; y < weights[f][c].length; y++) {
                    for (int x = 0; x < weights[f][c][y].length; x++) {
                        csv.append("%d,%d,%d,%d,%s\n".formatted(f, c, y, x, weights[f][c][y][x]));
                    }
                }
            }
        }
        return csv.toString();
    }

    private String screen(ModelOptions.Choice choice, FilterBank filters) {
        boolean terminal = output == null && Terminal.detect().out();
        TextColour colour = TextColour.of(terminal, System.getenv());
        StringBuilder text = new StringBuilder();
        text.append("The filters of %s: %s\n\n".formatted(layer, choice.describe()));
        if (readsOneChannel(filters)) {
            int columns = colour == TextColour.NONE ? COLUMNS_OF_NUMBERS : COLUMNS;
            text.append(FilterText.render(filters.firstKernels(), columns, colour)).append('\n');
        }
        text.append(table(filters));
        text.append(
                """

                norm: how strong the filter is. nearest: the classical kernel most like it%s.
                cosine: how alike, from 0 (not at all) to 1 (the same); negative where it is inverted:
                all signs exchanged. detects: said only of a filter that is clearly alike.
                As a picture: add --output %s.png
                """
                        .formatted(
                                readsOneChannel(filters) ? "" : " (of its strongest kernel)",
                                layer));
        return text.toString();
    }

    private static String detects(Kernel.Match match) {
        if (!match.isClear()) {
            return "-";
        }
        return match.kernel().detects() + (match.cosine() < 0 ? ", inverted" : "");
    }

    private static TextTable table(FilterBank filters) {
        TextTable table =
                new TextTable(
                        right("filter"),
                        right("norm"),
                        right("bias"),
                        left("nearest"),
                        right("cosine"),
                        left("detects"));
        for (FilterBank.Facts facts : filters.facts()) {
            table.row(
                    String.valueOf(facts.index()),
                    "%.3f".formatted(facts.norm()),
                    "%.3f".formatted(facts.bias()),
                    facts.nearest().kernel().name(),
                    "%.2f".formatted(facts.nearest().cosine()),
                    detects(facts.nearest()));
        }
        return table;
    }

    private BufferedImage picture(ModelOptions.Choice choice, FilterBank filters) {
        String title = "The %d filters of %s".formatted(filters.weights().length, filters.layer());
        if (readsOneChannel(filters)) {
            return FilterSheet.kernels(title, choice.describe(), filters.firstKernels(), COLUMNS);
        }
        List<Kernel.Match> nearest =
                filters.facts().stream().map(FilterBank.Facts::nearest).toList();
        return FilterSheet.filters(title, choice.describe(), filters.weights(), nearest);
    }

    private static boolean readsOneChannel(FilterBank filters) {
        return filters.weights()[0].length == 1;
    }

    private static float[] flat(FilterBank filters) {
        int size = IntStream.of(filters.shape()).reduce(1, Math::multiplyExact);
        FloatBuffer flat = FloatBuffer.allocate(size);
        for (float[][][] filter : filters.weights()) {
            for (float[][] kernel : filter) {
                Arrays.stream(kernel).forEach(flat::put);
            }
        }
        return flat.array();
    }
}
