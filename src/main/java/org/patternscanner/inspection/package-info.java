/**
 * What a trained network does: predictions, evaluation, filters, and why.
 *
 * <p>Public API: it changes as CHANGELOG.md says.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.inspection;
