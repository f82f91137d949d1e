/**
 * Grey pictures in memory: their pixels, boxes in them, and their size changed. What files are read
 * into, and what digits are cut out of. Pure Java, without AWT or files, so that it can also be
 * compiled for a browser.
 *
 * <p>Public API: it changes as CHANGELOG.md says.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.image;
