/** What a trained network does: predictions, evaluation, filters, and why. */
@org.jspecify.annotations.NullMarked
package org.patternscanner.inspection;
