package org.patternscanner.lab;

import java.util.List;

/**
 * What the numbers of an experiment say.
 *
 * @param held whether the claim held
 * @param answer which choice of the quiz turned out right, from 0
 * @param table the numbers for a terminal: lines of at most 80 characters
 * @param seen two or three sentences on what was seen, with the numbers in them
 * @param exhibits the pictures, the one that tells the story first
 */
public record Finding(
        boolean held, int answer, String table, List<String> seen, List<Exhibit> exhibits) {

    public Finding {
        seen = List.copyOf(seen);
        exhibits = List.copyOf(exhibits);
    }
}
