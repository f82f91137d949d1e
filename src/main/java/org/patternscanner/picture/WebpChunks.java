package org.patternscanner.picture;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** Goes through the chunks of a WebP file, those of an animation's pictures too: RFC 9649. */
final class WebpChunks {

    /** Types: four letters, the first one in the lowest byte. */
    private static final int EXIF = 0x46495845;

    private static final int LOSSY = 0x20385056; // "VP8 "
    private static final int LOSSLESS = 0x4C385056; // "VP8L"
    private static final int FRAME = 0x464D4E41; // "ANMF"

    /** Before the chunks of one picture of an animation. */
    private static final int FRAME_HEADER_BYTES = 16;

    private static final int FILE_HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;

    private final ImageInputStream file;
    private long next = FILE_HEADER_BYTES;
    private int type;
    private long start;

    /** Begins in front of the first chunk. */
    WebpChunks(ImageInputStream file) {
        this.file = file;
        file.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next chunk, unless there is none. */
    boolean advance() throws IOException {
        if (next + CHUNK_HEADER_BYTES > file.length()) {
            return false;
        }
        file.seek(next);
        type = file.readInt();
        long length = file.readUnsignedInt();
        start = file.getStreamPosition();
        next = start + (type == FRAME ? FRAME_HEADER_BYTES : length + length % 2);
        return true;
    }

    boolean isExif() {
        return type == EXIF;
    }

    /** Where its bytes begin in the file. */
    long start() {
        return start;
    }

    /** Whether the file is as long as it says. */
    boolean areWhole() throws IOException {
        file.seek(4);
        return file.readUnsignedInt() + CHUNK_HEADER_BYTES <= file.length();
    }

    /** The pixels of the largest picture that any chunk from here on is going to be decoded to. */
    long mostPixels() throws IOException {
        long most = 0;
        while (advance()) {
            most = Math.max(most, pixels());
        }
        return most;
    }

    private long pixels() throws IOException {
        if (type == LOSSY) {
            file.seek(start + 6); // behind the frame's tag and start code
            long width = file.readUnsignedShort() & 0x3FFF;
            return width * (file.readUnsignedShort() & 0x3FFF);
        } else if (type == LOSSLESS) {
            file.seek(start + 1); // behind the signature
            int sizes = file.readInt();
            return ((sizes & 0x3FFF) + 1L) * ((sizes >> 14 & 0x3FFF) + 1);
        }
        return 0;
    }
}
