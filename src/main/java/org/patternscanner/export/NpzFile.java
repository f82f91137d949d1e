package org.patternscanner.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.patternscanner.network.Tensor;
import org.patternscanner.render.NpyFile;

/**
 * Parameters in NumPy's npz format: a zip of .npy files, one a parameter, as numpy.load reads it.
 */
final class NpzFile {

    /** The first that a zip can state: the same network gives the same bytes whenever written. */
    private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NpzFile() {}

    static byte[] of(ExportedNetwork network) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, Tensor> parameter : network.parameters().entrySet()) {
                ZipEntry entry = new ZipEntry(parameter.getKey() + ".npy");
                entry.setTimeLocal(ALWAYS);
                zip.putNextEntry(entry);
                zip.write(npy(parameter.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] npy(Tensor tensor) {
        int[] shape = LongStream.of(tensor.shape()).mapToInt(Math::toIntExact).toArray();
        return NpyFile.of(shape, tensor.values());
    }
}
