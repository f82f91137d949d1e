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
        CompletableFuture<T> result = new CompletableFuture<>();
        new Thread(
                        () -> {
                            try {
                                result.complete(work.call());
                            } catch (Exception e) {
                                result.completeExceptionally(e);
                            }
                        })
                .start();
        return result;
    }

    private static boolean hold(CountDownLatch inside, CountDownLatch mayLeave) {
        inside.countDown();
        try {
            return mayLeave.await(10, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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
