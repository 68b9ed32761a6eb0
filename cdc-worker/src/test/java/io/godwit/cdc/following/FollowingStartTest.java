package io.godwit.cdc.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.cdc.testing.FollowedDatabase;
import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.ChangeIntended;
import io.godwit.common.migration.MigrationEvent.FollowingStarted;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowingStartTest {
    private static final String HOSTILE = "d\"'; \\ Ünï\n";
    private FollowedDatabase database;

    @AfterEach
    void forget() {
        database.forget();
    }

    private List<Change> changes() {
        return database.facts().stream()
                .filter(ChangeIntended.class::isInstance)
                .map(fact -> ((ChangeIntended) fact).change())
                .toList();
    }

    private List<String> published() {
        return TestPostgres.source()
                .column(
                        database.name(),
                        "SELECT schemaname || '.' || tablename FROM pg_publication_tables"
                                + " ORDER BY 1");
    }

    private String identity(String table) {
        return database.value(
                "SELECT relreplident FROM pg_class WHERE oid = '" + table + "'::regclass");
    }

    @Test
    void tablesWithoutAUsableKeyAreIdentifiedByAllColumnsAndTheOldWayIsRecorded() throws Exception {
        database =
                FollowedDatabase.create(
                        "following_identity",
                        "CREATE TABLE keyed (id int PRIMARY KEY)",
                        "CREATE TABLE bare (id int)",
                        "CREATE TABLE late (id int PRIMARY KEY DEFERRABLE)",
                        "CREATE TABLE by_index (id int NOT NULL)",
                        "CREATE UNIQUE INDEX by_index_key ON by_index (id)",
                        "ALTER TABLE by_index REPLICA IDENTITY USING INDEX by_index_key",
                        "CREATE TABLE nothing (id int PRIMARY KEY)",
                        "ALTER TABLE nothing REPLICA IDENTITY NOTHING",
                        "CREATE TABLE whole (id int)",
                        "ALTER TABLE whole REPLICA IDENTITY FULL",
                        "CREATE UNLOGGED TABLE unlogged (id int)");
        database.follow().connection().close();
        assertThat(changes())
                .filteredOn(change -> change.kind() == ChangeKind.REPLICA_IDENTITY_SET)
                .extracting(Change::object, Change::replaced, Change::database)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "\"public\".\"bare\"", "DEFAULT", database.name()),
                        org.assertj.core.groups.Tuple.tuple(
                                "\"public\".\"late\"", "DEFAULT", database.name()),
                        org.assertj.core.groups.Tuple.tuple(
                                "\"public\".\"nothing\"", "NOTHING", database.name()));
        assertThat(identity("bare")).isEqualTo("f");
        assertThat(identity("keyed")).isEqualTo("d");
        assertThat(identity("by_index")).isEqualTo("i");
        assertThat(published())
                .containsExactly(
                        "public.bare",
                        "public.by_index",
                        "public.keyed",
                        "public.late",
                        "public.nothing",
                        "public.whole");
    }

    @Test
    void whatIsMadeIsRecordedBeforeAndItsUndoLeavesTheSourceAsItWas() throws Exception {
        database =
                FollowedDatabase.create(
                        HOSTILE,
                        "CREATE SCHEMA \"s\"\"; --\"",
                        "CREATE TABLE \"s\"\"; --\".\"T '\n\\\" (id int NOT NULL)",
                        "CREATE UNIQUE INDEX \"K\"\" '\" ON \"s\"\"; --\".\"T '\n\\\" (id)",
                        "ALTER TABLE \"s\"\"; --\".\"T '\n\\\" REPLICA IDENTITY NOTHING");
        database.follow().connection().close();
        assertThat(changes())
                .extracting(Change::kind)
                .containsExactly(
                        ChangeKind.REPLICA_IDENTITY_SET,
                        ChangeKind.PUBLICATION_CREATED,
                        ChangeKind.SLOT_CREATED);
        assertThat(database.facts().getLast()).isInstanceOf(FollowingStarted.class);
        for (Change change : changes().reversed()) {
            database.execute(change.undo());
        }
        assertThat(published()).isEmpty();
        assertThat(database.value("SELECT relreplident FROM pg_class WHERE relname LIKE 'T %'"))
                .isEqualTo("n");
        assertThat(slots()).isEqualTo("0");
    }

    private String slots() {
        return database.value(
                "SELECT count(*) FROM pg_replication_slots WHERE database = current_database()");
    }

    @Test
    void aFilterDecidesWhatIsPublished() throws Exception {
        database =
                FollowedDatabase.create(
                                "following_filter",
                                "CREATE TABLE a (id int PRIMARY KEY)",
                                "CREATE TABLE b (id int PRIMARY KEY)",
                                "CREATE TABLE c (id int)",
                                "CREATE TABLE heir (x int) INHERITS (a)")
                        .with(new TableFilter(List.of("public.a", "c"), List.of("c")));
        database.follow().connection().close();
        assertThat(published()).containsExactly("public.a", "public.heir");
        assertThat(identity("c")).isEqualTo("d");
    }

    @Test
    void aPartitionedTableStandsForPartitionsOfTodayAndOfTomorrow() throws Exception {
        database =
                FollowedDatabase.create(
                        "following_partitions",
                        "CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id)",
                        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)"
                                + " PARTITION BY RANGE (id)",
                        "CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (0) TO (5)");
        database.follow().connection().close();
        database.execute("CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)");
        assertThat(published()).containsExactly("public.p11", "public.p2");
    }

    @Test
    void whatAnEarlierAttemptLeftIsMadeAnew() throws Exception {
        database = FollowedDatabase.create("following_anew", "CREATE TABLE t (id int)");
        database.follow().connection().close();
        String first = consistentPoint();
        database.execute("CREATE TABLE later (id int)");
        OpenedSnapshot again = database.follow();
        again.connection().close();
        assertThat(consistentPoint()).isNotEqualTo(first);
        assertThat(database.forgotten()).contains(database.following().topic());
        assertThat(slots()).isEqualTo("1");
        assertThat(published()).containsExactly("public.later", "public.t");
        assertThat(changes()).filteredOn(change -> change.object().contains("\"t\"")).hasSize(1);
    }

    private String consistentPoint() {
        return ((FollowingStarted) database.facts().getLast()).consistentPoint();
    }

    @Test
    void aSlotThatIsGoneIsNotMadeAgainSilently() throws Exception {
        database = FollowedDatabase.create("following_gone", "CREATE TABLE t (id int)");
        database.follow().connection().close();
        database.forget();
        assertThatThrownBy(() -> database.start(1L).open())
                .isInstanceOfSatisfying(
                        MigrationException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.SLOT_LOST));
        assertThat(slots()).isEqualTo("0");
    }

    @Test
    void aLaterSnapshotWaitsForWhatRanWhenTheSlotWasMade() throws Exception {
        database = FollowedDatabase.create("following_later", "CREATE TABLE t (id int)");
        long horizon;
        try (Connection writer = TestPostgres.source().connect(database.name());
                Statement statement = writer.createStatement()) {
            database.follow().connection().close();
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");
            try (var row = statement.executeQuery("SELECT txid_current() + 1")) {
                row.next();
                horizon = row.getLong(1);
            }
            FollowingStart start = database.start(horizon);
            CompletableFuture<OpenedSnapshot> opening = CompletableFuture.supplyAsync(start::open);
            TimeUnit.MILLISECONDS.sleep(700);
            assertThat(opening).isNotDone();
            writer.commit();
            OpenedSnapshot snapshot = opening.get(20, TimeUnit.SECONDS);
            assertThat(Long.parseLong(snapshot.visible().split(":")[0]))
                    .isGreaterThanOrEqualTo(horizon);
            snapshot.connection().close();
        }
    }

    @Test
    void anOpeningThatWaitsForTransactionsCanBeCanceledAndLeavesNoSlot() throws Exception {
        database = FollowedDatabase.create("following_cancel", "CREATE TABLE t (id int)");
        try (Connection writer = TestPostgres.source().connect(database.name());
                Statement statement = writer.createStatement()) {
            database.execute("ALTER TABLE t REPLICA IDENTITY FULL");
            writer.setAutoCommit(false);
            statement.execute("SELECT txid_current()");
            FollowingStart start = database.start(null);
            CompletableFuture<OpenedSnapshot> opening = CompletableFuture.supplyAsync(start::open);
            awaitValue("SELECT count(*) FROM pg_replication_slots WHERE active", "1");
            start.cancel();
            assertThatThrownBy(() -> opening.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
            awaitValue(
                    "SELECT count(*) FROM pg_replication_slots WHERE database = current_database()",
                    "0");
            writer.commit();
        }
        assertThat(slots()).isEqualTo("0");
    }

    private void awaitValue(String query, String expected) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!database.value(query).equals(expected)) {
            assertThat(System.nanoTime()).as(query).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
