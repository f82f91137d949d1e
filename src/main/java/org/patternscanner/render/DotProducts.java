package org.patternscanner.render;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.patternscanner.arithmetic.DotProduct;

/** Draws dot products: patch x kernel = products, and their sum; a row each. */
final class DotProducts {

    private static final int GAP = 22;
    private static final int SIGN = 50;
    private static final int SUM = 110;

    private DotProducts() {}

    /**
     * @param captions what each patch is a part of
     */
    static Part part(List<String> captions, List<DotProduct> terms) {
        List<Cells> patches = grids(terms, term -> Matrix.of(term.patch()));
        List<Cells> kernels = grids(terms, term -> Matrix.of(term.kernel()));
        List<Cells> products = grids(terms, term -> Matrix.of(term.products()));
        int width = patches.get(0).width();
        List<Part> rows = new ArrayList<>();
        rows.add(
                Tiles.row(
                        SIGN,
                        Text.heading("patch").centeredIn(width),
                        Text.heading("kernel").centeredIn(width),
                        Text.heading("products").centeredIn(width),
                        Text.heading("sum").rightIn(SUM)));
        for (int i = 0; i < terms.size(); i++) {
            Part row =
                    Tiles.row(
                                    0,
                                    patches.get(i),
                                    sign("\u00d7"),
                                    kernels.get(i),
                                    sign("="),
                                    products.get(i),
                                    Text.heading(Signed.text(terms.get(i).sum(), 3))
                                            .rightIn(SIGN + SUM))
                            .centered();
            rows.add(Tiles.column(2, Text.label(captions.get(i)), row));
        }
        return Tiles.column(GAP, rows);
    }

    /** One scale for all that stands in one column. */
    private static List<Cells> grids(List<DotProduct> terms, Function<DotProduct, Matrix> of) {
        List<Matrix> matrices = terms.stream().map(of).toList();
        ColorScale scale =
                ColorScale.symmetric(matrices.stream().mapToDouble(Matrix::maxAbs).max().orElse(0));
        return matrices.stream().map(matrix -> NumberGrid.of(matrix, scale)).toList();
    }

    private static Part sign(String sign) {
        return new Text(sign, Page.TITLE, Page.TEXT).centeredIn(SIGN);
    }
}
