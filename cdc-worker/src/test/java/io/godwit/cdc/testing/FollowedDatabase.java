package io.godwit.cdc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cdc.following.FollowingStart;
import io.godwit.cdc.following.OpenedSnapshot;
import io.godwit.common.migration.CdcCommand.CaptureChanges;
import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.FollowedSource;
import io.godwit.common.migration.Following;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationNames;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.testing.TestPostgres;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A database that is followed, under names of its own: of the test source, or of another server.
public final class FollowedDatabase {
    public static final PostgresConnections CONNECTIONS = new PostgresConnections((_, _) -> "");

    private final TestPostgres server;
    private final String name;
    private final TableFilter filter;
    private final Following following;
    private final List<MigrationEvent> facts = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();

    private FollowedDatabase(TestPostgres server, String name, TableFilter filter) {
        this.server = server;
        this.name = name;
        this.filter = filter;
        String instance = UUID.randomUUID().toString();
        this.following = MigrationNames.following("capture-" + instance, instance, name);
    }

    /// Empty but for what the statements make.
    public static FollowedDatabase create(String name, String... statements) {
        TestPostgres.source().recreate(name);
        return of(TestPostgres.source(), name, statements);
    }

    /// One that is there already.
    public static FollowedDatabase of(TestPostgres server, String name, String... statements) {
        server.execute(name, statements);
        return new FollowedDatabase(server, name, TableFilter.ALL);
    }

    public FollowedDatabase with(TableFilter other) {
        return new FollowedDatabase(server, name, other);
    }

    public String name() {
        return name;
    }

    public Following following() {
        return following;
    }

    /// What was told while following began.
    public List<MigrationEvent> facts() {
        return facts;
    }

    /// Topics that were to be deleted before following began.
    public List<String> forgotten() {
        return forgotten;
    }

    public FollowingStart start(@Nullable Long horizon) {
        return new FollowingStart(
                CONNECTIONS,
                endpoints(),
                new FollowedSource(following, new DatabaseSpec(name, name, filter), horizon),
                facts::add,
                forgotten::add);
    }

    /// Makes what following needs; the snapshot stays open until its connection is closed.
    public OpenedSnapshot follow() {
        return start(null).open();
    }

    private Endpoints endpoints() {
        return new Endpoints(server.server(), TestPostgres.target().server(), "none");
    }

    public CaptureChanges capture(int epoch) {
        return new CaptureChanges(
                new WorkRef("capture-test", "capture/0", epoch, 1, name, 1),
                endpoints(),
                following);
    }

    public void execute(String... statements) {
        server.execute(name, statements);
    }

    public String value(String query) {
        return server.value(name, query);
    }

    /// Leaves nothing on the source. Whoever reads the slot takes its time to end.
    public void forget() {
        Instant deadline = Instant.now().plusSeconds(30);
        while (!slots().isEmpty()) {
            assertThat(Instant.now()).as("slot %s is read", following.slot()).isBefore(deadline);
            server.column("postgres", "SELECT pg_terminate_backend(active_pid)" + slot("active"));
            server.column(
                    "postgres", "SELECT pg_drop_replication_slot(slot_name)" + slot("NOT active"));
        }
    }

    private List<String> slots() {
        return server.column("postgres", "SELECT slot_name" + slot("true"));
    }

    private String slot(String condition) {
        return " FROM pg_replication_slots WHERE slot_name = '%s' AND %s"
                .formatted(following.slot(), condition);
    }
}
