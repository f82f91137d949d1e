package org.patternscanner.arithmetic;

import java.util.List;

/** The shape of one example inside the network: channels x height x width. */
public record Volume(int channels, int height, int width) {

    /** How many numbers it holds. */
    public int size() {
        return channels * height * width;
    }

    /** As a list: [channels, height, width]. */
    public List<Integer> toList() {
        return List.of(channels, height, width);
    }

    @Override
    public String toString() {
        return height == 1 && width == 1
                ? String.valueOf(channels)
                : channels + " x " + height + " x " + width;
    }
}
