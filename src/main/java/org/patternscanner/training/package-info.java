/**
 * Training: the loop, the learning-rate schedule, the optimizer that can be saved, the events.
 *
 * <p>Public API: it changes as CHANGELOG.md says.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.training;
