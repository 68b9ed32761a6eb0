package io.godwit.gateway.migrations;

import io.godwit.gateway.problems.RequestMistake;
import java.util.List;

/// Reads the numbers that choose a page.
public final class PageNumber {
    private PageNumber() {}

    /// @param mistakes gets one more if the text is no such number
    public static int read(
            String parameter, String text, int least, int most, List<RequestMistake> mistakes) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        mistakes.add(
                new RequestMistake(
                        parameter,
                        "a whole number from %d to %d is expected".formatted(least, most)));
        return least;
    }
}
