/**
 * The command line: one class a command.
 *
 * <p>Internal: it may change in any release.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.cli;
