package org.patternscanner.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers of an experiment say.
 *
 * @param verdict on the claim
 * @param answer which choice of the quiz turned out right, from 0
 * @param table the numbers for a terminal: lines of at most 80 characters
 * @param seen two or three sentences on what was seen, with the numbers in them
 * @param exhibits the pictures, the one that tells the story first
 */
public record Finding(
        Verdict verdict, int answer, String table, List<String> seen, List<Exhibit> exhibits) {

    public Finding {
        seen = List.copyOf(seen);
        exhibits = List.copyOf(exhibits);
    }

    /** Whether the claim held; null where that is not decided. */
    public @Nullable Boolean held() {
        return verdict.held();
    }
}
