/**
 * The lesson's arithmetic in plain Java: output sizes, the sliding dot product, receptive fields,
 * parameter counts. No DJL, no files, no AWT.
 *
 * <p>Public API: it changes as CHANGELOG.md says.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.arithmetic;
