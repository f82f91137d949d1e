/**
 * Networks for other programs, and from them: files that PyTorch, NumPy and others read and write.
 *
 * <p>Internal: it may change in any release.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.export;
