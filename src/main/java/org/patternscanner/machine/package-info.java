/**
 * What the program needs of the machine it runs on, looked at without a class of DJL's.
 *
 * <p>Public API: it changes as CHANGELOG.md says.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.machine;
