package org.patternscanner.export;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of numbers that are read from a safetensors file, under the names it gives them. */
enum ElementType {
    F64(Double.BYTES),
    F32(Float.BYTES),
    /** IEEE 754's binary16: a sign, 5 bits of exponent, 10 of fraction. */
    F16(Short.BYTES),
    /** The upper half of a binary32. */
    BF16(Short.BYTES);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    static Optional<ElementType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** How many bytes a number takes. */
    int bytes() {
        return bytes;
    }

    /** Reads the next number, rounded to float32; infinite if it is too large for one. */
    float read(ByteBuffer data) {
        return switch (this) {
            case F64 -> (float) data.getDouble();
            case F32 -> data.getFloat();
            case F16 -> ofBinary16(data.getShort());
            case BF16 -> Float.intBitsToFloat(data.getShort() << 16);
        };
    }

    private static float ofBinary16(int bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float size =
                switch (exponent) {
                    case 0 -> Math.scalb((float) fraction, -24);
                    case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Math.scalb(1 + fraction / 1024f, exponent - 15);
                };
        return bits < 0 ? -size : size;
    }
}
