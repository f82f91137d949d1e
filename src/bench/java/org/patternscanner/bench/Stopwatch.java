package org.patternscanner.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/** Wall-clock time, and processor time of all threads of this process together. */
final class Stopwatch {

    private final long wallNanos = System.nanoTime();
    private final long processorNanos = processorNanos();

    /**
     * Times a step.
     *
     * @param millis by the clock
     * @param processorMillis of all threads
     */
    record Time(double millis, double processorMillis) {}

    /** Since this was made, divided by a number of steps. */
    Time perStep(int steps) {
        return new Time(
                (System.nanoTime() - wallNanos) / 1e6 / steps,
                (processorNanos() - processorNanos) / 1e6 / steps);
    }

    private static long processorNanos() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean measured
                ? measured.getProcessCpuTime()
                : 0;
    }
}
