package org.patternscanner.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A gradient collector. DJL allows one at a time, so whoever asks for another waits for the first
 * to be closed: a page that explains an answer, while a network trains, gets its turn between two
 * steps.
 *
 * <p>Many threads may share one.
 */
public final class Gradients implements AutoCloseable {

    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);

    private final GradientCollector collector;

    private Gradients(GradientCollector collector) {
        this.collector = collector;
    }

    /** Waits for its turn. */
    public static Gradients open() {
        ONE_AT_A_TIME.lock();
        try {
            return new Gradients(Engine.getInstance().newGradientCollector());
        } catch (RuntimeException e) {
            ONE_AT_A_TIME.unlock();
            throw e;
        }
    }

    /** Fills the gradients of all leaves that a number was computed from. */
    public void backward(NDArray number) {
        collector.backward(number);
    }

    /** Lets the next one have its turn; to be called by the thread that opened it. */
    @Override
    public void close() {
        try {
            collector.close();
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }
}
