package org.patternscanner.network;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tasks that the threads of Java's common pool do side by side. */
public final class Parallel {

    /** What became of a task: a result, or why there is none. */
    private record Outcome<T>(@Nullable T result, @Nullable RuntimeException failure) {}

    private Parallel() {}

    /**
     * Does all tasks. When one fails no more are begun, but those that run are waited for: native
     * memory that they share must not be freed under them.
     *
     * @param task is given the numbers from 0 to {@code count - 1}
     * @return the results in order
     * @throws RuntimeException what a task that failed threw
     */
    public static <T> List<T> map(int count, IntFunction<T> task) {
        AtomicBoolean failed = new AtomicBoolean();
        List<Outcome<T>> outcomes =
                IntStream.range(0, count)
                        .parallel()
                        .mapToObj(i -> attempt(task, i, failed))
                        .toList();
        for (Outcome<T> outcome : outcomes) {
            if (outcome.failure != null) {
                throw outcome.failure;
            }
        }
        return outcomes.stream().map(Outcome::result).toList();
    }

    private static <T> Outcome<T> attempt(IntFunction<T> task, int number, AtomicBoolean failed) {
        if (failed.get()) {
            return new Outcome<>(null, null);
        }
        try {
            return new Outcome<>(task.apply(number), null);
        } catch (RuntimeException e) {
            failed.set(true);
            return new Outcome<>(null, e);
        }
    }
}
