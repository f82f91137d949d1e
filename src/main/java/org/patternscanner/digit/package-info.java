/**
 * From pixels to a 28x28 image like MNIST's, in named stages that can be looked at.
 *
 * <p>Start reading at {@link org.patternscanner.digit.DigitNormalizer}. Pure Java, without AWT or
 * files, so that it can also be compiled for a browser.
 *
 * <p>Public API: it changes as CHANGELOG.md says.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.digit;
