/** Tests of reading picture files, which they write themselves. */
@org.jspecify.annotations.NullMarked
package org.patternscanner.picture;
