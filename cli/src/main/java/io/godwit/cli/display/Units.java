package io.godwit.cli.display;

import java.time.Duration;
import java.util.Locale;

/// How numbers are written for people: `1,234,567`, `12.3 MB` (decimal units), `1m 23s`.
public final class Units {
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final int STEP = 1000;

    private Units() {}

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP - 0.5 && unit < BYTE_UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        boolean decimal = unit > 0 && value < 99.95;
        return String.format(
                Locale.ROOT, decimal ? "%,.1f %s" : "%,.0f %s", value, BYTE_UNITS[unit]);
    }

    /// Two units at most; below ten seconds with a decimal.
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 9_950) {
            return String.format(Locale.ROOT, "%.1fs", millis / 1000.0);
        }
        return wholeSeconds(duration);
    }

    /// For what is not known to a decimal; at least a second.
    static String wholeSeconds(Duration duration) {
        long seconds = Math.max(1, Math.round(duration.toMillis() / 1000.0));
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return "%dm %02ds".formatted(seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return "%dh %02dm".formatted(seconds / 3600, seconds % 3600 / 60);
        }
        return "%dd %02dh".formatted(seconds / 86_400, seconds % 86_400 / 3600);
    }

    public static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.0f %%", Math.floor(fraction * 100));
    }
}
