package org.patternscanner.picture;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/** A share of Java's memory, for whose parts those who read pictures at the same time wait. */
final class HeapShare {

    private static final long HEAP = Runtime.getRuntime().maxMemory();

    private final int all;
    private final Semaphore free;

    /** Takes this share of the memory. */
    HeapShare(double share) {
        this.all = megabytes((long) (share * HEAP));
        this.free = new Semaphore(all, true);
    }

    /** What needs the memory. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Whether there can be so many bytes at all, without Java searching all the time for more. */
    static boolean canBe(long bytes) {
        return bytes < 0.75 * HEAP;
    }

    /** Does it as soon as so many bytes of the share are free; or all are, if that is less. */
    <T> T with(long bytes, Work<T> work) throws IOException {
        int part = Math.min(all, megabytes(bytes));
        free.acquireUninterruptibly(part);
        try {
            return work.run();
        } finally {
            free.release(part);
        }
    }

    private static int megabytes(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, (bytes >> 20) + 1);
    }
}
