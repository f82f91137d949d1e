package org.patternscanner.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.patternscanner.network.Tensor;
import org.patternscanner.render.NpyFile;

/**
 * Parameters in NumPy's npz format: a zip of .npy files, one a parameter, as numpy.load reads it.
 */
final class NpzFile {

    private NpzFile() {}

    static byte[] of(ExportedNetwork network) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        network.parameters().forEach((name, tensor) -> files.put(name + ".npy", npy(tensor)));
        return Zip.of(files);
    }

    private static byte[] npy(Tensor tensor) {
        int[] shape = LongStream.of(tensor.shape()).mapToInt(Math::toIntExact).toArray();
        return NpyFile.of(shape, tensor.values());
    }
}
