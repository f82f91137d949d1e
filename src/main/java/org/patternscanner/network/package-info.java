/**
 * The lesson's network, written with DJL's block API, and the engine that it runs on.
 *
 * <p>Public API: it changes as CHANGELOG.md says.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.network;
