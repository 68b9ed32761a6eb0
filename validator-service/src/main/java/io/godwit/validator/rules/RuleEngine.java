package io.godwit.validator.rules;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.RuleLevel;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.postgres.PostgresConnections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Asks all rules of a level at once, each on a thread of its own and with a time of its own: one
/// that hangs ends in a result that says so, gives its session back and costs no other its answer.
/// Changes nothing.
public final class RuleEngine {
    /// How many times a rule's time all together may take: rules wait for the sessions of those
    /// that hang, but a server on which everything hangs is to end in a result too.
    private static final int ROUNDS = 3;

    private static final int MOST_CUTS = 5;

    private final List<Rule> rules;
    private final RuleSessions sessions;
    private final Duration patience;
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
        this.sessions = new RuleSessions(connections, patience, connectTimeout);
        this.patience = patience;
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
        try (RuleContext context = sessions.open(spec, database);
                var _ = work.closeOnStop(context)) {
            List<RuleResult> results = ask(asked, context);
            work.checkStopping();
            return results;
        }
    }

    /// The threads of rules that did not answer are interrupted, and their sessions are closed at
    /// the latest with the context; nobody waits for them.
    private List<RuleResult> ask(List<Rule> asked, RuleContext context) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            long end = System.nanoTime() + ROUNDS * patience.toNanos();
            List<Future<RuleResult>> running = new ArrayList<>();
            for (Rule rule : asked) {
                running.add(threads.submit(() -> ask(rule, context, threads, end)));
            }
            List<RuleResult> results = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                results.add(await(asked.get(i), running.get(i)));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private RuleResult ask(Rule rule, RuleContext context, ExecutorService threads, long end) {
        Instant started = clock.instant();
        RuleTime time = new RuleTime(patience, System.nanoTime());
        Future<Finding> running =
                threads.submit(() ->
                        ScopedValue.where(RuleTime.CURRENT, time)
                                .call(() -> examine(rule, context)));
        return result(rule, found(rule, running, time, end), started);
    }

    /// An interrupted rule's session is closed, so that others have its place.
    private Finding found(Rule rule, Future<Finding> running, RuleTime time, long end) {
        try {
            while (true) {
                long now = System.nanoTime();
                long left = Math.min(time.left(now), end - now);
                try {
                    return running.get(Math.max(0, left), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    long later = System.nanoTime();
                    if (time.left(later) <= 0) {
                        return NotChecked.inTime(patience);
                    }
                    if (end <= later) {
                        return NotChecked.noSession(patience.multipliedBy(ROUNDS));
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(rule.about().code() + " broke the engine", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NotChecked.because(e);
        } finally {
            running.cancel(true);
        }
    }

    /// A session that was cut off says nothing about the migration, so it is asked again; more than
    /// once, because whoever cuts sessions cuts all that wait for the next question.
    private static Finding examine(Rule rule, RuleContext context) {
        for (int again = 0; ; again++) {
            try {
                return rule.check(context);
            } catch (Exception e) {
                if (again == MOST_CUTS || !CutSession.isBehind(e)) {
                    return NotChecked.because(e);
                }
            }
        }
    }

    private RuleResult await(Rule rule, Future<RuleResult> running) {
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(rule.about().code() + " broke the engine", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result(rule, NotChecked.because(e), clock.instant());
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
