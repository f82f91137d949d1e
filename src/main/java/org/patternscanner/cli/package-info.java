/** The command line: one class a command. */
@org.jspecify.annotations.NullMarked
package org.patternscanner.cli;
