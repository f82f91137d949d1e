/**
 * What draws: plain arrays and small records in, terminal text, pictures, plots and JSON out.
 *
 * <p>Nothing else in the project draws, and nothing here knows a network: whoever has numbers can
 * use this package. All pictures are for a class and a projector: white ground, large letters,
 * colours that colour-blind people can tell apart.
 *
 * <p>Internal: it may change in any release.
 */
@NullMarked
package org.patternscanner.render;

import org.jspecify.annotations.NullMarked;
