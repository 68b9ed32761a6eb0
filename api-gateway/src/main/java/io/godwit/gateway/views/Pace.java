package io.godwit.gateway.views;

import io.godwit.common.migration.PlannedPart;
import io.godwit.common.migration.PlannedTable;
import io.godwit.common.migration.Telemetry.PartProgress;
import io.godwit.gateway.views.DatabaseProgress.Copied;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How fast rows go over, as measured between facts; never guessed. Each part's rows count evenly
/// between its begin and its end, and the speed is that of the last [#WINDOW] before the newest
/// news.
final class Pace {
    static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration TOO_SHORT = Duration.ofMillis(500);

    /// Rows that went over between two moments.
    ///
    /// @param work how many of the source's own bytes this was
    private record Stretch(Instant from, Instant to, long rows, long bytes, double work) {
        double within(Instant begin, Instant end) {
            Instant from = from().isBefore(begin) ? begin : from();
            Instant to = to().isAfter(end) ? end : to();
            double whole = seconds(from(), to());
            if (whole <= 0) {
                return to().isAfter(begin) ? 1 : 0;
            }
            return Math.max(0, seconds(from, to)) / whole;
        }
    }

    /// @param work of the source's own bytes a second
    record Speed(double rows, double bytes, double work) {}

    private final List<Stretch> stretches = new ArrayList<>();
    private double planned;
    private double done;

    void copied(PlannedPart part, Copied copied, @Nullable Instant started) {
        planned += part.bytes();
        done += part.bytes();
        Instant from = copied.since() != null ? copied.since() : started;
        stretches.add(
                new Stretch(
                        from == null ? copied.at() : from,
                        copied.at(),
                        copied.rows(),
                        copied.bytes(),
                        part.bytes()));
    }

    void underWay(PlannedPart part, PartProgress said, Instant since, PlannedTable table) {
        double work = part.bytes() * fraction(part, said, table);
        planned += part.bytes();
        done += work;
        stretches.add(new Stretch(since, said.at(), said.rows(), said.bytes(), work));
    }

    void waiting(PlannedPart part) {
        planned += part.bytes();
    }

    void add(Pace other) {
        planned += other.planned;
        done += other.done;
        stretches.addAll(other.stretches);
    }

    /// By the source's estimate of the table's rows; a part under way is never whole.
    private static double fraction(PlannedPart part, PartProgress said, PlannedTable table) {
        if (table.rows() <= 0 || table.bytes() <= 0) {
            return 0;
        }
        double expected = table.rows() * Math.min(1.0, (double) part.bytes() / table.bytes());
        return expected <= 0 ? 0 : Math.min(0.99, said.rows() / expected);
    }

    /// Nothing until something was measured over half a second or more.
    Optional<Speed> recent() {
        Instant newest = newest();
        return newest == null ? Optional.empty() : between(newest.minus(WINDOW), newest);
    }

    /// From the first row to the last.
    Optional<Speed> whole() {
        Instant newest = newest();
        return newest == null ? Optional.empty() : between(Instant.MIN, newest);
    }

    private Optional<Speed> between(Instant earliest, Instant end) {
        Instant begin = earliest;
        Instant first = end;
        for (Stretch stretch : stretches) {
            first = stretch.from().isBefore(first) ? stretch.from() : first;
        }
        begin = first.isAfter(begin) ? first : begin;
        if (Duration.between(begin, end).compareTo(TOO_SHORT) < 0) {
            return Optional.empty();
        }
        double seconds = seconds(begin, end);
        double rows = 0;
        double bytes = 0;
        double work = 0;
        for (Stretch stretch : stretches) {
            double share = stretch.within(begin, end);
            rows += stretch.rows() * share;
            bytes += stretch.bytes() * share;
            work += stretch.work() * share;
        }
        return Optional.of(new Speed(rows / seconds, bytes / seconds, work / seconds));
    }

    /// When the copy will be over at the recent speed.
    Optional<Instant> estimatedEnd() {
        Instant newest = newest();
        if (newest == null || planned <= 0 || done >= planned) {
            return Optional.empty();
        }
        return recent().filter(speed -> speed.work() > 0)
                .map(speed -> (planned - done) / speed.work())
                .filter(seconds -> seconds < Duration.ofDays(365).toSeconds())
                .map(seconds -> newest.plusMillis((long) (seconds * 1000)));
    }

    private @Nullable Instant newest() {
        Instant newest = null;
        for (Stretch stretch : stretches) {
            newest = newest == null || stretch.to().isAfter(newest) ? stretch.to() : newest;
        }
        return newest;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
