/** Tests of the room that normalises pictures; they draw their own. */
@org.jspecify.annotations.NullMarked
package org.patternscanner.image;
