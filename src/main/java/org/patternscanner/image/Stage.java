package org.patternscanner.image;

/**
 * What a picture looks like after one step of its normalisation.
 *
 * @param name one or two words, such as "cropped"
 * @param image the picture after that step
 */
public record Stage(String name, GreyImage image) {}
