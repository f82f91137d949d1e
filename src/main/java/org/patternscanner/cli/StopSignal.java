package org.patternscanner.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C, heard. Java begins to shut down at once; this holds it back for the moment that the step
 * which runs takes to end, so that native code is not torn down under it.
 */
final class StopSignal implements BooleanSupplier, AutoCloseable {

    private static final int LONGEST_SECONDS = 10;

    private final CountDownLatch heard = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopped;
    private final Thread hook = new Thread(this::stop, "stop");

    private StopSignal() {}

    /** From now until it is closed. */
    static StopSignal listen() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void stop() {
        stopped = true;
        heard.countDown();
        try {
            ended.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for it. */
    void await() {
        try {
            heard.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return stopped;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Java is shutting down already, and the hook ends.
        }
    }
}
