package org.patternscanner.network;

/**
 * A parameter's numbers, outside native memory.
 *
 * @param shape as PyTorch orders it: (outputs, inputs, k, k) or (outputs, inputs) or (outputs)
 * @param values in row-major order
 */
public record Tensor(long[] shape, float[] values) {}
