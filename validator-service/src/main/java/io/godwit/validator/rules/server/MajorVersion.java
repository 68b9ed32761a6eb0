package io.godwit.validator.rules.server;

import io.godwit.common.postgres.ServerVersion;

/// What decides about features: 9.5 and 9.6 are two, 10.1 and 10.23 are one.
///
/// @param number 905, 906, 1000, 1500 …
record MajorVersion(int number) implements Comparable<MajorVersion> {
    private static final int TEN = 1000;

    static MajorVersion of(ServerVersion version) {
        return new MajorVersion(
                version.number() >= 100_000
                        ? version.number() / 10_000 * 100
                        : version.number() / 100);
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
