package io.godwit.cdc.testing;

import io.godwit.cdc.apply.ApplyDuty;
import io.godwit.cdc.apply.ApplySettings;
import io.godwit.cdc.capture.CaptureDuty;
import io.godwit.cdc.capture.ChangeTopics;
import io.godwit.cdc.following.OpenedSnapshot;
import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.LogFollower;
import io.godwit.common.messaging.TelemetryPublisher;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.CutoverDrained;
import io.godwit.common.migration.MigrationEvent.StreamStopped;
import io.godwit.common.migration.Telemetry;
import io.godwit.common.migration.Telemetry.ApplyProgress;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.testing.TestBroker;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A followed database whose changes are captured and applied to a staging database, over a real
/// broker. What the setup makes is made on both sides, as a copy would.
public final class AppliedDatabase implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestBroker broker;
    private final FollowedDatabase source;
    private final String staging;
    private final String migration;
    private final EventPublisher events;
    private final TelemetryPublisher telemetry;
    private final LogFollower follower;
    private final List<MigrationEvent> facts = new CopyOnWriteArrayList<>();
    private final List<Telemetry> told = new CopyOnWriteArrayList<>();
    private final String visible;
    private ApplySettings settings = ApplySettings.defaults();
    private Endpoints endpoints = TestPostgres.endpoints();
    private @Nullable CaptureDuty capture;
    private @Nullable ApplyDuty apply;
    private int epoch;
    private int captureEpoch;
    private int markers;

    private AppliedDatabase(TestBroker broker, String name, String... setup) {
        this.broker = broker;
        this.source = FollowedDatabase.create(name, setup);
        this.staging = "godwit_new_" + name;
        this.migration = "apply-" + name;
        TestPostgres.target().recreate(staging);
        TestPostgres.target().execute(staging, setup);
        TestPostgres.target()
                .execute(
                        staging,
                        "CREATE SCHEMA _godwit",
                        "CREATE TABLE _godwit.copied (work text, schema text, name text, visible text)");
        this.visible = follow();
        this.events = new EventPublisher(broker.clients(), Clock.systemUTC());
        this.telemetry = new TelemetryPublisher(broker.clients());
        this.follower =
                new LogFollower(
                        "applied-" + name,
                        broker.clients(),
                        List.of(Topics.EVENTS, Topics.PROGRESS),
                        entry -> hear(entry.topic(), entry.value()));
        follower.start();
    }

    /// Captured, but not yet applied.
    public static AppliedDatabase create(TestBroker broker, String name, String... setup) {
        AppliedDatabase created = new AppliedDatabase(broker, name, setup);
        created.startCapture();
        return created;
    }

    private String follow() {
        OpenedSnapshot snapshot = source.follow();
        try {
            snapshot.connection().close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return snapshot.visible();
    }

    private void hear(String topic, byte[] value) {
        if (topic.equals(Topics.EVENTS)) {
            WireCodec.decode(value, MigrationEvent.class)
                    .filter(fact -> fact.correlation().equals(migration))
                    .map(Envelope::payload)
                    .ifPresent(facts::add);
        } else {
            WireCodec.decode(value, Telemetry.class)
                    .filter(said -> said.correlation().equals(migration))
                    .map(Envelope::payload)
                    .ifPresent(told::add);
        }
    }

    public AppliedDatabase with(ApplySettings other) {
        settings = other;
        return this;
    }

    public AppliedDatabase with(Endpoints other) {
        endpoints = other;
        return this;
    }

    public FollowedDatabase source() {
        return source;
    }

    public String staging() {
        return staging;
    }

    public void startCapture() {
        CaptureDuty started =
                new CaptureDuty(
                        source.capture(++captureEpoch),
                        FollowedDatabase.CONNECTIONS,
                        broker.clients(),
                        new ChangeTopics(broker.clients(), (short) 1),
                        events,
                        telemetry,
                        Clock.systemUTC());
        started.start();
        capture = started;
    }

    public void stopCapture() {
        if (capture != null) {
            capture.close();
        }
        capture = null;
    }

    /// Of the next epoch.
    public ApplyDuty newApply() {
        epoch++;
        return newApply(epoch);
    }

    public ApplyDuty newApply(int ofEpoch) {
        WorkRef work = new WorkRef(migration, "apply/0", ofEpoch, 1, source.name(), 1);
        return new ApplyDuty(
                new ApplyChanges(
                        work, endpoints, source.following(), source.name(), staging, visible),
                FollowedDatabase.CONNECTIONS,
                broker.clients(),
                events,
                telemetry,
                Clock.systemUTC(),
                settings);
    }

    public AppliedDatabase startApply() {
        ApplyDuty started = newApply();
        started.start();
        apply = started;
        return this;
    }

    public void stopApply() {
        if (apply != null) {
            apply.close();
        }
        apply = null;
    }

    public void execute(String... statements) {
        source.execute(statements);
    }

    /// Writes a marker and waits until it was met. Fails if the stream stops.
    public void drain() {
        int number = ++markers;
        source.value(
                "SELECT pg_logical_emit_message(true, 'godwit', 'instance/" + number + "')::text");
        awaitDrained(number);
    }

    public void awaitDrained(int number) {
        await(
                "drained to marker " + number,
                () -> {
                    stopped(epoch)
                            .ifPresent(stopped -> {
                                throw new AssertionError("stopped: " + stopped.failure());
                            });
                    return facts.stream()
                            .anyMatch(fact ->
                                    fact instanceof CutoverDrained drained
                                            && drained.number() == number);
                });
    }

    /// Waits until the current epoch stops.
    public StreamStopped awaitStopped() {
        await("the stream to stop", () -> stopped(epoch).isPresent());
        return stopped(epoch).orElseThrow();
    }

    private Optional<StreamStopped> stopped(int ofEpoch) {
        return facts.stream()
                .filter(StreamStopped.class::isInstance)
                .map(StreamStopped.class::cast)
                .filter(stopped ->
                        stopped.work().attempt() == ofEpoch
                                && stopped.work().id().equals("apply/0"))
                .findFirst();
    }

    public List<MigrationEvent> facts() {
        return facts;
    }

    public List<Telemetry> told() {
        return told;
    }

    public Optional<ApplyProgress> progress() {
        return told.stream()
                .filter(ApplyProgress.class::isInstance)
                .map(ApplyProgress.class::cast)
                .reduce((_, later) -> later);
    }

    public void await(String what, Supplier<Boolean> reached) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.get()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what + "; " + progress());
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public String target(String query) {
        return TestPostgres.target().value(staging, query);
    }

    /// Closed by the caller.
    public Connection targetSession() throws SQLException {
        return TestPostgres.target().connect(staging);
    }

    public void executeOnTarget(String... statements) {
        TestPostgres.target().execute(staging, statements);
    }

    /// Tables of the source that differ on the target: each row as the server prints its columns.
    public List<String> differences() {
        List<String> different = new ArrayList<>();
        for (String table :
                TestPostgres.source()
                        .column(
                                source.name(),
                                """
                                SELECT format('%I.%I', nspname, relname)
                                FROM pg_class JOIN pg_namespace AS n ON n.oid = relnamespace
                                WHERE relkind = 'r' AND nspname NOT LIKE 'pg\\_%'
                                    AND nspname NOT IN ('information_schema', '_godwit_source')
                                """)) {
            List<String> expected = rows(TestPostgres.source(), source.name(), table);
            List<String> actual = rows(TestPostgres.target(), staging, table);
            if (!expected.equals(actual)) {
                different.add(difference(table, expected, actual));
            }
        }
        return different;
    }

    private static String difference(String table, List<String> expected, List<String> actual) {
        List<String> missing = new ArrayList<>(expected);
        actual.forEach(missing::remove);
        List<String> surplus = new ArrayList<>(actual);
        expected.forEach(surplus::remove);
        return "%s: %d rows, not %d; missing %s; surplus %s"
                .formatted(table, actual.size(), expected.size(), few(missing), few(surplus));
    }

    private static List<String> few(List<String> rows) {
        return rows.stream()
                .limit(5)
                .map(row -> row.length() > 300 ? row.substring(0, 300) + "…" : row)
                .toList();
    }

    private static List<String> rows(TestPostgres server, String database, String table) {
        String columns =
                server.value(
                        database,
                        """
                        SELECT coalesce(string_agg(format('coalesce(format(''%%s'', %I), ''∅'')
                            || (%I IS NOT DISTINCT FROM NULL)', attname, attname),
                            '||''|''||' ORDER BY attname), '''no columns''')
                        FROM pg_attribute
                        WHERE attrelid = '\
                        """
                                + Objects.requireNonNull(table).replace("'", "''")
                                + "'::regclass AND attnum > 0 AND NOT attisdropped");
        return server.column(
                database,
                "SELECT CASE WHEN length(r) > 1000"
                        + " THEN md5(r) ELSE r END FROM (SELECT "
                        + columns
                        + " AS r FROM ONLY "
                        + table
                        + ") AS all_rows ORDER BY 1");
    }

    @Override
    public void close() {
        stopApply();
        stopCapture();
        follower.close();
        events.close();
        telemetry.close();
        source.forget();
    }
}
