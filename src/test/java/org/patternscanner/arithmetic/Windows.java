package org.patternscanner.arithmetic;

import java.util.ArrayList;
import java.util.List;

/** Windows of every small shape. */
public final class Windows {

    private Windows() {}

    /** All kernels and strides from 1, paddings from 0 and dilations from 1 up to these. */
    public static List<Window> upTo(int kernels, int strides, int paddings, int dilations) {
        List<Window> all = new ArrayList<>();
        for (int k = 1; k <= kernels; k++) {
            for (int s = 1; s <= strides; s++) {
                for (int p = 0; p <= paddings; p++) {
                    for (int d = 1; d <= dilations; d++) {
                        all.add(new Window(k, s, p, d));
                    }
                }
            }
        }
        return all;
    }
}
