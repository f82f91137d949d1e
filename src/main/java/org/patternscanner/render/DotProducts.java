package org.patternscanner.render;

import java.awt.Graphics2D;
import java.util.List;
import java.util.function.Function;
import org.patternscanner.arithmetic.DotProduct;

/** Draws dot products: patch x kernel = products, and their sum; a row each. */
final class DotProducts implements Part {

    private static final int SIGN = 50;
    private static final int HEADINGS = 34;
    private static final int CAPTION = 30;
    private static final int GAP = 22;
    private static final int SUM = 110;

    private final List<String> captions;
    private final List<DotProduct> terms;
    private final int gridWidth;
    private final int gridHeight;

    /**
     * @param captions what each patch is a part of
     */
    DotProducts(List<String> captions, List<DotProduct> terms) {
        this.captions = captions;
        this.terms = terms;
        int side = terms.get(0).kernel().length;
        this.gridWidth = side * NumberGrid.CELL_WIDTH;
        this.gridHeight = side * NumberGrid.CELL_HEIGHT;
    }

    @Override
    public int width() {
        return 3 * (gridWidth + SIGN) + SUM;
    }

    @Override
    public int height() {
        return HEADINGS + terms.size() * pitch() - GAP;
    }

    private int pitch() {
        return CAPTION + gridHeight + GAP;
    }

    @Override
    public void paint(Graphics2D g) {
        paintColumn(g, 0, "patch", "\u00d7", term -> Matrix.of(term.patch()));
        paintColumn(g, 1, "kernel", "=", term -> Matrix.of(term.kernel()));
        paintColumn(g, 2, "products", "", term -> Matrix.of(term.products()));
        int right = width();
        g.setColor(Page.TEXT);
        g.setFont(Page.SUBTITLE);
        Lettering.right(g, "sum", right, 20);
        for (int i = 0; i < terms.size(); i++) {
            g.setFont(Page.SUBTITLE);
            Lettering.right(g, Signed.text(terms.get(i).sum(), 3), right, middle(i));
            g.setFont(Page.LABEL);
            Lettering.left(g, captions.get(i), 0, HEADINGS + i * pitch() + CAPTION - 9);
        }
    }

    /** One scale for all that stands in one column. */
    private void paintColumn(
            Graphics2D g,
            int column,
            String heading,
            String sign,
            Function<DotProduct, Matrix> of) {
        List<Matrix> matrices = terms.stream().map(of).toList();
        double maxAbs = matrices.stream().mapToDouble(Matrix::maxAbs).max().orElse(0);
        NumberGrid grid = new NumberGrid(DivergingScale.symmetric(maxAbs));
        int x = column * (gridWidth + SIGN);
        g.setColor(Page.TEXT);
        g.setFont(Page.SUBTITLE);
        Lettering.centred(g, heading, x + gridWidth / 2, 20);
        for (int i = 0; i < matrices.size(); i++) {
            grid.paint(g, matrices.get(i), x, HEADINGS + i * pitch() + CAPTION);
            g.setFont(Page.TITLE);
            Lettering.centred(g, sign, x + gridWidth + SIGN / 2, middle(i) + 3);
        }
    }

    /** The baseline beside the middle of a row's matrices. */
    private int middle(int row) {
        return HEADINGS + row * pitch() + CAPTION + gridHeight / 2 + 7;
    }
}
