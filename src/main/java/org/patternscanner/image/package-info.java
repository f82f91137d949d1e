/**
 * From a person's picture file to an MNIST-like 28x28 image, in named stages that can be looked at.
 *
 * <p>Start reading at {@link org.patternscanner.image.DigitNormalizer}. This room depends on the
 * JDK, and on TwelveMonkeys for decoders that it lacks.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.image;
