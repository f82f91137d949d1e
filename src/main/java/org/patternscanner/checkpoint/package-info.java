/** Runs on disk: atomic, verified, described in JSON. */
@org.jspecify.annotations.NullMarked
package org.patternscanner.checkpoint;
