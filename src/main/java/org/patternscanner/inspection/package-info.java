/** What a trained network does: predictions, evaluation, filters. */
@org.jspecify.annotations.NullMarked
package org.patternscanner.inspection;
