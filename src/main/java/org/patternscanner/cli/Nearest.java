package org.patternscanner.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What somebody who made a typing error may have meant. */
final class Nearest {

    private Nearest() {}

    /** As in " Did you mean sliding?", if a name is near enough; otherwise nothing. */
    static String question(String typed, Collection<String> names) {
        String word = typed.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> distance(word, name) <= Math.min(2, name.length() - 2))
                .min(Comparator.comparingInt(name -> distance(word, name)))
                .map(" Did you mean %s?"::formatted)
                .orElse("");
    }

    /** Levenshtein's: how many letters are put in, left out or changed. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
