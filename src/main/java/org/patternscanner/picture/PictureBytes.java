package org.patternscanner.picture;

import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file that was read into memory. It has an end, which ImageIO's own streams don't all know, and
 * stops those who go on reading behind it.
 */
final class PictureBytes extends ImageInputStreamImpl {

    /** Decoders may look ahead; one for WebP would take zeros for millions of missing pixels. */
    private static final int MOST_READS_BEHIND_END = 10_000;

    private final byte[] bytes;
    private int readsBehindEnd;

    /** Takes the bytes as they are, not a copy. */
    PictureBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws IIOException {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return end();
        }
        return bytes[(int) streamPos++] & 255;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IIOException {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return end();
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    private int end() throws IIOException {
        readsBehindEnd++;
        if (readsBehindEnd > MOST_READS_BEHIND_END) {
            throw new IIOException("The file breaks off.");
        }
        return -1;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
