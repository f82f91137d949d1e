/**
 * The lesson's experiments, one class each: {@link org.patternscanner.lab.Labs} lists them. None
 * computes a convolution, trains or draws by itself; the packages below do.
 *
 * <p>Internal: it may change in any release.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.lab;
