/** Pattern Scanner: a hands-on lesson about convolutional networks. ARCHITECTURE.md is its map. */
@org.jspecify.annotations.NullMarked
package org.patternscanner;
