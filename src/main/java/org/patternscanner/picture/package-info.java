/**
 * From a person's picture file to pixels: which format it is, how large it may be, how it is
 * turned, and what its transparency lies on.
 *
 * <p>Start reading at {@link org.patternscanner.picture.PictureReader}. This package depends on the
 * JDK's ImageIO and AWT, and on TwelveMonkeys for decoders that the JDK lacks.
 *
 * <p>Public API: it changes as CHANGELOG.md says.
 */
@org.jspecify.annotations.NullMarked
package org.patternscanner.picture;
