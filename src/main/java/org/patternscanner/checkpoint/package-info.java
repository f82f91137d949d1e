/**
 * Runs on disk: atomic, verified, described in JSON.
 *
 * <p>Public API: it changes as CHANGELOG.md says.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.checkpoint;
