package org.patternscanner.picture;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
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
                .forEach(i -> unchecked(() -> half.with(HEAP / 5, () -> hold(taken, most))));
        assertThat(most.get()).isBetween(1L, 2L);
    }

    private static <T> T unchecked(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static long hold(AtomicLong taken, AtomicLong most) {
        most.accumulateAndGet(taken.incrementAndGet(), Math::max);
        LockSupport.parkNanos(5_000_000);
        return taken.decrementAndGet();
    }

    @Test
    @Timeout(20)
    void whoNeedsMoreThanTheShareWaitsUntilHeIsAlone() throws Exception {
        HeapShare tenth = new HeapShare(0.1);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayLeave = new CountDownLatch(1);
        CompletableFuture<Boolean> small = run(() -> tenth.with(1, () -> hold(inside, mayLeave)));
        inside.await();
        CompletableFuture<String> large = run(() -> tenth.with(Long.MAX_VALUE, () -> "done"));
        assertThatThrownBy(() -> large.get(100, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        mayLeave.countDown();
        assertThat(small.get()).isTrue();
        assertThat(large.get()).isEqualTo("done");
    }

    private static <T> CompletableFuture<T> run(Callable<T> work) {
        return CompletableFuture.supplyAsync(
                () -> unchecked(work), task -> new Thread(task).start());
    }

    private static boolean hold(CountDownLatch inside, CountDownLatch mayLeave) {
        inside.countDown();
        return unchecked(() -> mayLeave.await(10, SECONDS));
    }

    @Test
    @Timeout(20)
    void aFailureGivesTheMemoryBack() throws IOException {
        HeapShare half = new HeapShare(0.5);
        assertThatThrownBy(() -> half.with(HEAP, HeapShareTest::fail)).hasMessage("failed");
        assertThat(half.with(HEAP, () -> 1)).isEqualTo(1);
    }

    private static long fail() throws IOException {
        throw new IOException("failed");
    }
}
