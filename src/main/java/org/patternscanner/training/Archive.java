package org.patternscanner.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Map;

/**
 * Named arrays in one file, in the safetensors format: the same bytes for the same arrays. (A NumPy
 * archive would hold the time of day, and shrink what does not shrink.)
 */
final class Archive {

    private final NDList arrays;

    private Archive(NDList arrays) {
        this.arrays = arrays;
    }

    /** Packs arrays. */
    static byte[] pack(NDManager manager, Map<String, NDArray> arrays) {
        try (NDManager scope = manager.newSubManager()) {
            NDList list = new NDList();
            arrays.forEach((name, array) -> list.add(named(scope, array, name)));
            return list.encode(NDList.Encoding.SAFETENSORS);
        }
    }

    /** A copy with a name: the original keeps its own. */
    private static NDArray named(NDManager manager, NDArray array, String name) {
        NDArray copy = array.duplicate();
        copy.attach(manager);
        copy.setName(name);
        return copy;
    }

    /**
     * Unpacks what {@link #pack} made.
     *
     * @param manager owns the arrays
     * @throws RuntimeException of several kinds, which are DJL's, if it is something else
     */
    static Archive unpack(NDManager manager, byte[] packed) {
        return new Archive(NDList.decode(manager, packed));
    }

    /**
     * Writes a packed array's numbers into another array, views of which stay views.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    void copy(String name, NDArray target) {
        target.set(new NDIndex("..."), get(name));
    }

    /**
     * An array by its name.
     *
     * @throws IllegalArgumentException if there is none
     */
    NDArray get(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("There is no '%s'.".formatted(name));
        }
        return array;
    }
}
