package org.patternscanner.bench;

import java.util.List;
import java.util.Map;

/**
 * The way from EasyTrain to {@code cnn train}: each step has all that the one before it has, and one
 * thing more.
 */
enum Way {
    EASY_TRAIN("EasyTrain, as the tutorial's program 3 has it"),
    ALLOCATOR("+ the C library keeps freed memory"),
    ONE_ARRAY("+ batches taken from one array"),
    NOTHING_READ("+ nothing read back within a step"),
    CHANNELS_LAST("+ images stored channels last"),
    POOL_FIRST("+ max-pool before ReLU"),
    OURS("+ a thread for each share of a batch: cnn train"),
    OURS_PLAIN("cnn train without the allocator's settings"),
    FLOOR("floor: the multiply-adds at the fastest convolution's rate");

    /**
     * glibc returns what is freed to the system and takes it anew, page by page, at the next step;
     * so it is told to keep it.
     */
    private static final Map<String, String> KEEP_FREED_MEMORY =
            Map.of(
                    "MALLOC_TOP_PAD_", "268435456",
                    "MALLOC_MMAP_THRESHOLD_", "1073741824",
                    "MALLOC_TRIM_THRESHOLD_", "4294967296");

    private final String label;

    Way(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Whether it has a step's change. */
    boolean has(Way change) {
        return compareTo(change) >= 0;
    }

    private boolean isOurs() {
        return this == OURS || this == OURS_PLAIN;
    }

    /** Java's options, as ./cnn has them. */
    List<String> javaOptions() {
        return isOurs() ? List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC") : List.of();
    }

    Map<String, String> environment() {
        return this == EASY_TRAIN || this == OURS_PLAIN ? Map.of() : KEEP_FREED_MEMORY;
    }

    Contestant.Trainer trainer() throws Exception {
        return switch (this) {
            case OURS, OURS_PLAIN -> new OurTraining();
            case FLOOR -> new Floor();
            default -> new DjlTraining(this);
        };
    }
}
