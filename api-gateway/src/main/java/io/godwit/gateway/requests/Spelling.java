package io.godwit.gateway.requests;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds what a person probably meant.
final class Spelling {
    private Spelling() {}

    /// The known word that is nearest, if any is near enough to be meant.
    static Optional<String> nearest(String word, Collection<String> known) {
        int allowed = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= allowed)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /// Edits from one word to the other, case not counted (Levenshtein).
    static int distance(String left, String right) {
        String from = left.toLowerCase(Locale.ROOT);
        String to = right.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int above = row[column];
                int change = from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1;
                row[column] = Math.min(diagonal + change, 1 + Math.min(above, row[column - 1]));
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
