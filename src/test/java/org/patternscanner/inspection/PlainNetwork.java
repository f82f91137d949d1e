package org.patternscanner.inspection;

import java.io.IOException;
import java.nio.file.Path;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;

/** The network of MNIST alone that comes with the program, and an image for it. */
final class PlainNetwork {

    /** An epoch that it keeps: the best. */
    static final int EPOCH = 17;

    private PlainNetwork() {}

    static Run run() throws IOException {
        return new CheckpointStore(Path.of("models")).open(CheckpointStore.PLAIN);
    }

    /** A 7 as a child would draw it, in greys that can go up and down: 28 x 28 bytes. */
    static byte[] greySeven() {
        byte[] pixels = new byte[784];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / 28;
            int column = i % 28;
            boolean bar = row >= 6 && row <= 8 && column >= 8 && column <= 19;
            boolean stem = row > 8 && row <= 22 && Math.abs(column - (18 - (row - 8) / 2)) <= 1;
            // The grain keeps neighbours apart: under equal pixels a maximum has no gradient.
            pixels[i] = (byte) ((bar || stem ? 225 : 4) + (i * i * 37 + row * 11) % 19);
        }
        return pixels;
    }
}
