/**
 * DJL as it is meant to be used: twelve programs, one file each, to be read from top to bottom in
 * the order of {@link org.patternscanner.tutorial.Program}. {@code cnn tutorial N} runs one, and so
 * does its {@code main}. A program uses DJL, the embedded MNIST, and {@code SimpleCnn} where it
 * says so; it uses no other program, except that some train the network that {@code Build} has
 * built.
 *
 * <p>Internal: it may change in any release.
 */
@NullMarked
package org.patternscanner.tutorial;

import org.jspecify.annotations.NullMarked;
