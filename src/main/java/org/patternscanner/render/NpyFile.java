package org.patternscanner.render;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Numbers in NumPy's file format, version 1.0, as numpy.load reads them. */
public final class NpyFile {

    /** The header's length is a multiple of this, so that the numbers lie aligned. */
    private static final int ALIGNMENT = 64;

    /** The magic string, the version, and two bytes for the header's length. */
    private static final int PREAMBLE = 10;

    private NpyFile() {}

    /** Encodes rows of one length. */
    public static byte[] of(float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        float[] values = new float[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return of(new int[] {rows.length, columns}, values);
    }

    /**
     * Encodes an array.
     *
     * @param shape its sizes, the outermost first
     * @param values in row-major order, as many as the shape says
     */
    public static byte[] of(int[] shape, float[] values) {
        String sizes = Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
        String header =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }".formatted(sizes);
        int unpadded = PREAMBLE + header.length() + 1;
        int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);

        ByteBuffer numbers = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        numbers.asFloatBuffer().put(values);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        file.writeBytes(new byte[] {(byte) text.length, (byte) (text.length >> 8)});
        file.writeBytes(text);
        file.writeBytes(numbers.array());
        return file.toByteArray();
    }
}
