package io.godwit.validator.environment;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.EnvironmentDifference;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.validator.rules.Catalog;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleSessions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lays the surroundings of both sides beside one another. What cannot be read is left out: the
/// rules have said why. Thread-safe.
public final class EnvironmentComparison {
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentComparison.class);
    private static final int MOST = 2_000;

    private final RuleSessions sessions;

    public EnvironmentComparison(RuleSessions sessions) {
        this.sessions = sessions;
    }

    /// One part of the comparison.
    @FunctionalInterface
    private interface Part {
        void compare(List<EnvironmentDifference> differences) throws SQLException;
    }

    /// Of the two servers.
    public List<EnvironmentDifference> ofServers(MigrationSpec spec) {
        try (RuleContext context = sessions.open(spec, null)) {
            List<EnvironmentDifference> found = new ArrayList<>();
            Catalog source = context.source().plain();
            Catalog target = context.target().plain();
            part(
                    found,
                    all -> differing(all, "setting", source, target, EnvironmentQueries.SETTINGS));
            part(
                    found,
                    all ->
                            differing(
                                    all,
                                    "role setting",
                                    source,
                                    target,
                                    EnvironmentQueries.ROLE_SETTINGS));
            part(
                    found,
                    all ->
                            differing(
                                    all,
                                    "default",
                                    source,
                                    target,
                                    EnvironmentQueries.NEW_DATABASES));
            part(
                    found,
                    all ->
                            common(
                                    all,
                                    "collation version",
                                    pairs(source, EnvironmentQueries.COLLATION_VERSIONS),
                                    pairs(target, EnvironmentQueries.COLLATION_VERSIONS)));
            part(found, all -> left(all, pairs(source, EnvironmentQueries.TABLESPACES)));
            return found.stream().limit(MOST).toList();
        }
    }

    /// Of one database, as it is on the source and will be on the target.
    public List<EnvironmentDifference> ofDatabase(MigrationSpec spec, DatabaseSpec database) {
        try (RuleContext context = sessions.open(spec, database)) {
            List<EnvironmentDifference> found = new ArrayList<>();
            Catalog source = context.catalog();
            Catalog target = context.target().maintenance();
            part(
                    found,
                    all ->
                            common(
                                    all,
                                    "extension version",
                                    pairs(source, EnvironmentQueries.INSTALLED_EXTENSIONS),
                                    pairs(target, EnvironmentQueries.OFFERED_EXTENSIONS)));
            part(
                    found,
                    all ->
                            differing(
                                    all,
                                    "database setting",
                                    pairs(
                                            source,
                                            EnvironmentQueries.DATABASE_SETTINGS,
                                            database.name()),
                                    pairs(
                                            target,
                                            EnvironmentQueries.DATABASE_SETTINGS,
                                            database.targetName())));
            part(found, all -> left(all, pairs(source, EnvironmentQueries.SLOTS, database.name())));
            part(found, all -> left(all, pairs(source, EnvironmentQueries.SUBSCRIPTIONS)));
            part(found, all -> left(all, cronJobs(source)));
            return found.stream().limit(MOST).toList();
        }
    }

    private static Map<String, String> cronJobs(Catalog source) throws SQLException {
        return source.holds(EnvironmentQueries.HAS_CRON)
                ? pairs(source, EnvironmentQueries.CRON_JOBS)
                : Map.of();
    }

    private static void part(List<EnvironmentDifference> found, Part part) {
        try {
            part.compare(found);
        } catch (SQLException | MigrationException e) {
            LOG.info("left out of the environment report: {}", e.toString());
        }
    }

    private static void differing(
            List<EnvironmentDifference> found,
            String category,
            Catalog source,
            Catalog target,
            String query)
            throws SQLException {
        differing(found, category, pairs(source, query), pairs(target, query));
    }

    private static void differing(
            List<EnvironmentDifference> found,
            String category,
            Map<String, String> source,
            Map<String, String> target) {
        TreeSet<String> names = new TreeSet<>(source.keySet());
        names.addAll(target.keySet());
        for (String name : names) {
            String one = source.get(name);
            String other = target.get(name);
            if (!Objects.equals(one, other)) {
                found.add(new EnvironmentDifference(category, name, one, other));
            }
        }
    }

    /// Of what both have.
    private static void common(
            List<EnvironmentDifference> found,
            String category,
            Map<String, String> source,
            Map<String, String> target) {
        source.forEach((name, one) -> {
            String other = target.get(name);
            if (other != null && !other.equals(one)) {
                found.add(new EnvironmentDifference(category, name, one, other));
            }
        });
    }

    private static void left(List<EnvironmentDifference> found, Map<String, String> source) {
        source.forEach((name, what) ->
                found.add(new EnvironmentDifference("not moved", name, what, null)));
    }

    private static Map<String, String> pairs(Catalog catalog, String query, Object... values)
            throws SQLException {
        Map<String, String> pairs = new LinkedHashMap<>();
        catalog.list(
                        row -> Map.entry(row.getString(1), String.valueOf(row.getString(2))),
                        query,
                        values)
                .forEach(pair -> pairs.put(pair.getKey(), pair.getValue()));
        return pairs;
    }
}
