package org.patternscanner.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Hands one thread's share of each batch to libtorch. */
interface ShareLoader {

    /** The examples from one place in the order to another, as the network reads them. */
    NDArray inputs(NDManager manager, EpochOrder order, int from, int to);

    /**
     * The labels of the same examples.
     *
     * @return (B), int64
     */
    NDArray labels(NDManager manager, EpochOrder order, int from, int to);
}
