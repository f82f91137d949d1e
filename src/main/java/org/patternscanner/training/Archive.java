package org.patternscanner.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Named arrays in one file: a NumPy archive ({@code .npz}), the same bytes for the same arrays. */
final class Archive {

    /** The earliest that the format knows. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final NDList arrays;

    private Archive(NDList arrays) {
        this.arrays = arrays;
    }

    /** Packs arrays. */
    static byte[] pack(NDManager manager, Map<String, NDArray> arrays) {
        try (NDManager scope = manager.newSubManager()) {
            NDList list = new NDList();
            arrays.forEach((name, array) -> list.add(named(scope, array, name)));
            return withoutTimes(list.encode(NDList.Encoding.NPZ));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy with a name: the original keeps its own. */
    private static NDArray named(NDManager manager, NDArray array, String name) {
        NDArray copy = array.duplicate();
        copy.attach(manager);
        copy.setName(name);
        return copy;
    }

    /** The archive without the time of day in it. */
    private static byte[] withoutTimes(byte[] archive) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(archive.length);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setLevel(Deflater.BEST_SPEED); // moments are noise, which hardly shrinks
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                ZipEntry timeless = new ZipEntry(entry.getName());
                timeless.setTimeLocal(NO_TIME);
                out.putNextEntry(timeless);
                in.transferTo(out);
            }
        }
        return bytes.toByteArray();
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
