/** Training: the loop, the learning-rate schedule, the optimizer that can be saved, the events. */
@org.jspecify.annotations.NullMarked
package org.patternscanner.training;
