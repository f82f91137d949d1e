/**
 * Sets of labelled 28x28 images, read through DJL's basicdataset, and how they are split.
 *
 * <p>Public API: it changes as CHANGELOG.md says.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.data;
