/**
 * Networks for other programs, and from them: files that PyTorch, NumPy and others read and write.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.export;
