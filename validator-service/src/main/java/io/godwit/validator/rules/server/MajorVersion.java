package io.godwit.validator.rules.server;

import io.godwit.common.postgres.ServerVersion;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What decides about features: 9.5 and 9.6 are two, 10.1 and 10.23 are one.
///
/// @param number 905, 906, 1000, 1500 …
record MajorVersion(int number) implements Comparable<MajorVersion> {
    private static final int TEN = 1000;
    private static final Pattern PRINTED = Pattern.compile("\\(PostgreSQL\\) (\\d+)(?:\\.(\\d+))?");

    static MajorVersion of(ServerVersion version) {
        return new MajorVersion(
                version.number() >= 100_000
                        ? version.number() / 10_000 * 100
                        : version.number() / 100);
    }

    /// What `--version` of a client program printed, such as `pg_dump (PostgreSQL) 15.12`.
    ///
    /// @throws IllegalArgumentException if it is no version
    static MajorVersion printed(String line) {
        Matcher matcher = PRINTED.matcher(line);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no version: " + line);
        }
        int first = Integer.parseInt(matcher.group(1));
        int second = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return new MajorVersion(first >= 10 ? first * 100 : first * 100 + second);
    }

    @Override
    public int compareTo(MajorVersion other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return number >= TEN ? Integer.toString(number / 100) : number / 100 + "." + number % 100;
    }
}
