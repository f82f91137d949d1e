/** Tests of drawn digits. */
@org.jspecify.annotations.NullMarked
package org.patternscanner.handwriting;
