package io.godwit.validator.rules;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.RuleLevel;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/// Asks all rules of a level at once, each on a thread of its own, and waits for none longer than
/// the time a rule has: a server that hangs ends in a result that says so. Changes nothing.
public final class RuleEngine {
    private final List<Rule> rules;
    private final PostgresConnections connections;
    private final Duration patience;
    private final Duration connectTimeout;
    private final Clock clock;

    /// @param patience how long one rule may take
    /// @param connectTimeout how long a server may take to let a session in
    public RuleEngine(
            List<Rule> rules,
            PostgresConnections connections,
            Duration patience,
            Duration connectTimeout,
            Clock clock) {
        this.rules = List.copyOf(rules);
        this.connections = connections;
        this.patience = patience;
        this.connectTimeout = connectTimeout;
        this.clock = clock;
    }

    /// The rules about both servers.
    ///
    /// @param only the codes of those to ask, null for all
    public List<RuleResult> checkServers(
            MigrationSpec spec, @Nullable List<String> only, WorkContext work) {
        return check(RuleLevel.SERVER, spec, null, only, work);
    }

    /// The rules about one database.
    ///
    /// @param only the codes of those to ask, null for all
    public List<RuleResult> checkDatabase(
            MigrationSpec spec,
            DatabaseSpec database,
            @Nullable List<String> only,
            WorkContext work) {
        return check(RuleLevel.DATABASE, spec, database, only, work);
    }

    private List<RuleResult> check(
            RuleLevel level,
            MigrationSpec spec,
            @Nullable DatabaseSpec database,
            @Nullable List<String> only,
            WorkContext work) {
        List<Rule> asked =
                rules.stream()
                        .filter(rule -> rule.level() == level && rule.appliesTo(spec))
                        .filter(rule -> only == null || only.contains(rule.about().code()))
                        .toList();
        try (RuleContext context = context(spec, database);
                var _ = work.closeOnStop(context)) {
            List<RuleResult> results = ask(asked, context);
            work.checkStopping();
            return results;
        }
    }

    private RuleContext context(MigrationSpec spec, @Nullable DatabaseSpec database) {
        return new RuleContext(spec, database, facts(spec, Side.SOURCE), facts(spec, Side.TARGET));
    }

    private ServerFacts facts(MigrationSpec spec, Side side) {
        Endpoints endpoints = spec.endpoints();
        return new ServerFacts(
                side,
                endpoints.server(side),
                (database, more) -> open(endpoints, side, database, more));
    }

    private Connection open(Endpoints endpoints, Side side, String database, Properties more) {
        Properties properties = timeouts();
        more.forEach(properties::put);
        Connection connection =
                connections.open(endpoints, side, database, "validator", properties);
        if (PGProperty.REPLICATION.getOrDefault(properties) != null) {
            return connection;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(guard(more).formatted(patience.toMillis()));
            return connection;
        } catch (SQLException e) {
            throw SqlFailures.exception(e, side, "preparing a session in database " + database);
        }
    }

    private static String guard(Properties more) {
        return ServerFacts.isPlain(more)
                ? EngineQueries.GUARD_PLAIN_SESSION
                : EngineQueries.GUARD_SESSION;
    }

    private Properties timeouts() {
        Properties properties = new Properties();
        int seconds = seconds(connectTimeout);
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.LOGIN_TIMEOUT.set(properties, seconds);
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds(patience) + 1);
        return properties;
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, duration.toSeconds());
    }

    /// The threads of rules that did not answer are interrupted, and their sessions are closed with
    /// the context; nobody waits for them.
    private List<RuleResult> ask(List<Rule> asked, RuleContext context) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            Instant started = clock.instant();
            long deadline = System.nanoTime() + patience.toNanos();
            List<Future<RuleResult>> running = new ArrayList<>();
            for (Rule rule : asked) {
                running.add(threads.submit(() -> ask(rule, context)));
            }
            List<RuleResult> results = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                results.add(await(asked.get(i), running.get(i), started, deadline));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private RuleResult ask(Rule rule, RuleContext context) {
        Instant started = clock.instant();
        return result(rule, examine(rule, context), started);
    }

    private static Finding examine(Rule rule, RuleContext context) {
        try {
            return rule.check(context);
        } catch (Exception e) {
            return NotChecked.because(e);
        }
    }

    private RuleResult await(
            Rule rule, Future<RuleResult> running, Instant started, long deadline) {
        try {
            return running.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return result(rule, NotChecked.inTime(patience), started);
        } catch (ExecutionException e) {
            throw new IllegalStateException(rule.about().code() + " broke the engine", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result(rule, NotChecked.because(e), started);
        }
    }

    private RuleResult result(Rule rule, Finding finding, Instant started) {
        RuleDescription about = rule.about();
        boolean well = finding.status() == RuleStatus.SUCCEEDED;
        return new RuleResult(
                about.code(),
                about.name(),
                finding.status(),
                finding.message(),
                finding.objects(),
                well || finding.action() != null ? finding.action() : about.remedy(),
                null,
                null,
                started,
                clock.instant(),
                about.side(),
                rule.level(),
                about.severity(),
                well ? null : about.meaning(),
                finding.fixes());
    }
}
