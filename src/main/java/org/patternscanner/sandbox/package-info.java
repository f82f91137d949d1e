/**
 * The local web page's server: HTTP to the packages below, in JSON. It computes nothing of its own;
 * the page, in {@code resources/.../sandbox/page}, draws and holds state.
 *
 * <p>Internal: it may change in any release.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.sandbox;
