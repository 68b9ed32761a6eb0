package io.godwit.benchmarks;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/// The words of a command line, taken one by one.
final class Arguments {
    private final Deque<String> rest;

    Arguments(List<String> words) {
        this.rest = new ArrayDeque<>(words);
    }

    boolean isEmpty() {
        return rest.isEmpty();
    }

    String word() {
        return rest.removeFirst();
    }

    /// @throws IllegalArgumentException if nothing follows the option
    String value(String option) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value.");
        }
        return rest.removeFirst();
    }

    /// Separated by commas.
    List<String> values(String option) {
        return words(value(option));
    }

    static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).distinct().toList();
    }

    int whole(String option, int least, int largest) {
        return (int) number(option, least, largest);
    }

    /// @throws IllegalArgumentException with a sentence for the person
    double number(String option, double least, double largest) {
        String text = value(option);
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the sentence below says it
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "%s: a number from %s to %s is expected, not %s.",
                        option,
                        least,
                        largest,
                        text));
    }
}
