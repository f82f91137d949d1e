package org.patternscanner.render;

import java.util.List;
import java.util.stream.Collectors;
import org.patternscanner.arithmetic.DotProduct;

/** A dot product in figures for a terminal of 80 columns: patch x kernel = products. */
public final class DotProductText {

    /** Three matrices of more columns don't stand side by side. */
    private static final int BESIDE = 3;

    private DotProductText() {}

    /** Side by side, or for a large kernel one below the other. */
    public static String of(DotProduct product) {
        List<TextGrid> grids =
                List.of(
                        TextGrid.of("patch", Matrix.of(product.patch())),
                        TextGrid.of("kernel", Matrix.of(product.kernel())),
                        TextGrid.of("products", Matrix.of(product.products())));
        return product.kernel().length <= BESIDE
                ? TextGrid.beside(grids, List.of(" x ", " = "))
                : grids.stream()
                        .map(grid -> TextGrid.beside(List.of(grid), List.of()))
                        .collect(Collectors.joining("\n"));
    }
}
