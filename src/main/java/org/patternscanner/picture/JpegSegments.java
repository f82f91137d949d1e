package org.patternscanner.picture;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** Goes through the segments of a JPEG file: ISO/IEC 10918-1, annex B. */
final class JpegSegments {

    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int COMMENT = 0xFE;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END = 0xD9;

    private final ImageInputStream file;
    private long next;
    private int marker;
    private boolean whole;

    /** Begins in front of the first segment. */
    JpegSegments(ImageInputStream file) {
        this.file = file;
        file.setByteOrder(ByteOrder.BIG_ENDIAN);
    }

    /**
     * Makes a comment of each color profile: a digit is read without, and the decoder would refuse
     * the picture for a profile that is empty, there twice, or meant for other colors.
     */
    static void hideProfiles(byte[] jpeg) throws IOException {
        PictureBytes bytes = new PictureBytes(jpeg);
        JpegSegments segments = new JpegSegments(bytes);
        while (segments.advance() && !segments.isScan()) {
            if (segments.marker == APP2) {
                jpeg[(int) bytes.getStreamPosition() - 3] = (byte) COMMENT; // before the length
            }
        }
    }

    /** Goes to the bytes of the next segment, unless there is none. */
    boolean advance() throws IOException {
        file.seek(next);
        marker = nextMarker();
        if (marker == END || file.getStreamPosition() + 2 > file.length()) {
            return false;
        }
        next = file.getStreamPosition() + file.readUnsignedShort();
        return true;
    }

    /** Leaves out what is no marker: pixels, and marks between them. */
    private int nextMarker() throws IOException {
        int before = 0;
        for (int value = file.read(); value >= 0; value = file.read()) {
            boolean restart = value >= 0xD0 && value <= 0xD8;
            if (before == 0xFF && value > 1 && value < 0xFF && !restart) {
                whole = value == END;
                return value;
            }
            before = value;
        }
        return END;
    }

    /**
     * Whether the end is marked, rather than that the file breaks off. What follows is no matter.
     */
    boolean isWhole() {
        return whole;
    }

    /** Whether it is one of those that may hold Exif. */
    boolean isApp1() {
        return marker == APP1;
    }

    /** Whether pixels come next. */
    boolean isScan() {
        return marker == START_OF_SCAN;
    }
}
