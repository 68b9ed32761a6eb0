package io.godwit.gateway.requests;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the words of an enum, whatever their case, hyphens and blanks: `verify-full` is
/// `VerifyFull`, and `Validate and Migrate` is `ValidateAndMigrate`.
final class Words {
    private Words() {}

    static <E extends Enum<E>> E read(
            Class<E> type, @Nullable String text, E otherwise, String path, Mistakes mistakes) {
        if (text == null) {
            return otherwise;
        }
        Optional<E> found =
                Stream.of(type.getEnumConstants())
                        .filter(word -> plain(word.toString()).equals(plain(text)))
                        .findFirst();
        if (found.isEmpty()) {
            mistakes.add(path, "%s is expected%s".formatted(choice(type), hint(type, text)));
        }
        return found.orElse(otherwise);
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static <E extends Enum<E>> String choice(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Enum::toString)
                .collect(Collectors.joining(", ", "one of ", ""));
    }

    private static <E extends Enum<E>> String hint(Class<E> type, String text) {
        List<String> words = Arrays.stream(type.getEnumConstants()).map(Enum::toString).toList();
        return Spelling.nearest(text, words).map(word -> "; did you mean " + word + "?").orElse("");
    }
}
