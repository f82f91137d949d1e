/** Tests of the digit normalizer, on pictures that they draw. */
@org.jspecify.annotations.NullMarked
package org.patternscanner.digit;
