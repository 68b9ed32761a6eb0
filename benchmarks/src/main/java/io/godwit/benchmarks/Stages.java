package io.godwit.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where the time of a migration went, read off its facts. A stage lasts from the end of the one
/// before to the last fact of its kind: indexes are built while other tables are still copied, so
/// `index` is only what remained to be built when the last row had arrived.
final class Stages {
    private static final Map<String, String> LAST_FACTS = lastFacts();
    private static final String SEEN = "seen";

    /// One fact of the log.
    ///
    /// @param type its wire name
    record Fact(String type, Instant at) {}

    private Stages() {}

    private static Map<String, String> lastFacts() {
        Map<String, String> stages = new LinkedHashMap<>();
        stages.put("accept", "migration-created");
        stages.put("snapshot", "snapshot-opened");
        stages.put("prepare", "database-prepared");
        stages.put("copy", "tables-copied");
        stages.put("index", "indexes-built");
        stages.put("finish", "database-finished");
        stages.put("swap", "database-swapped");
        stages.put("tidy", "migration-succeeded");
        return stages;
    }

    static List<String> names() {
        List<String> names = new ArrayList<>(LAST_FACTS.keySet());
        names.add(SEEN);
        return names;
    }

    /// Seconds of each stage, in order; they add up to the time from `asked` to `seen`.
    static Map<String, Double> between(Instant asked, List<Fact> facts, Instant seen) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        Instant reached = asked;
        for (Map.Entry<String, String> stage : LAST_FACTS.entrySet()) {
            Instant end = later(reached, last(facts, stage.getValue(), reached));
            seconds.put(stage.getKey(), seconds(reached, end));
            reached = end;
        }
        seconds.put(SEEN, seconds(reached, later(reached, seen)));
        return seconds;
    }

    private static Instant last(List<Fact> facts, String type, Instant otherwise) {
        return facts.stream()
                .filter(fact -> fact.type().equals(type))
                .map(Fact::at)
                .max(Instant::compareTo)
                .orElse(otherwise);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
