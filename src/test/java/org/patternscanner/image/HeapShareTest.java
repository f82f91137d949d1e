package org.patternscanner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HeapShareTest {

    private static final long HEAP = Runtime.getRuntime().maxMemory();

    /** Each wants a fifth of the memory, and half of it is shared: two can have theirs. */
    @Test
    @Timeout(20)
    void neverGivesOutMoreThanThereIs() {
        HeapShare half = new HeapShare(0.5);
        AtomicLong taken = new AtomicLong();
        AtomicLong most = new AtomicLong();
        IntStream.range(0, 50)
                .parallel()
                .forEach(
                        i -> {
                            try {
                                half.with(HEAP / 5, () -> hold(taken, most));
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        });
        assertThat(most.get()).isBetween(1L, 2L);
    }

    private static long hold(AtomicLong taken, AtomicLong most) {
        long now = taken.incrementAndGet();
        most.accumulateAndGet(now, Math::max);
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return taken.decrementAndGet();
    }

    @Test
    @Timeout(20)
    void whoNeedsMoreThanTheShareWaitsUntilHeIsAlone() throws IOException {
        HeapShare tenth = new HeapShare(0.1);
        assertThat(tenth.with(HEAP, () -> "done")).isEqualTo("done");
        assertThat(tenth.with(Long.MAX_VALUE, () -> "done again")).isEqualTo("done again");
    }

    @Test
    @Timeout(20)
    void aFailureGivesTheMemoryBack() throws IOException {
        HeapShare half = new HeapShare(0.5);
        assertThatThrownBy(
                        () ->
                                half.with(
                                        HEAP,
                                        () -> {
                                            throw new IOException("failed");
                                        }))
                .hasMessage("failed");
        assertThat(half.with(HEAP, () -> 1)).isEqualTo(1);
    }
}
