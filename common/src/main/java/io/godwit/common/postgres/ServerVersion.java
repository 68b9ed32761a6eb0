package io.godwit.common.postgres;

/// A server's `server_version_num`, such as 150012 or 90624.
public record ServerVersion(int number) implements Comparable<ServerVersion> {
    /// 9.6 counts as 9, 15.12 as 15.
    public int major() {
        return number / 10_000;
    }

    public boolean atLeast(int major) {
        return number >= major * 10_000;
    }

    @Override
    public int compareTo(ServerVersion other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return number >= 100_000
                ? number / 10_000 + "." + number % 10_000
                : number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
    }
}
