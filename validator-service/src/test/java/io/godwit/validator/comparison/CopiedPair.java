package io.godwit.validator.comparison;

import io.godwit.common.migration.DriftLook;
import io.godwit.common.migration.MigrationEvent.DriftChecked;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.CheckDrift;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.Quote;
import io.godwit.common.postgres.SchemaQueries;
import io.godwit.common.postgres.SchemaQueries.Kind;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pair of which the target has the records that a copy and applying leave; all is applied.
final class CopiedPair {
    static final String PUBLICATION = "godwit_copied";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long LARGEST_RANGE = 100_000;

    final Pair pair;

    CopiedPair(Pair pair) {
        this.pair = pair;
        pair.source("CREATE PUBLICATION " + PUBLICATION);
        for (TableRef table : pair.tables()) {
            pair.source(
                    "ALTER PUBLICATION %s ADD TABLE %s"
                            .formatted(PUBLICATION, Quote.qualified(table.schema(), table.name())));
        }
        record();
    }

    private void record() {
        pair.target(
                "CREATE SCHEMA _godwit",
                "CREATE TABLE _godwit.catalog(type text, object text, key text, definition text)",
                "CREATE TABLE _godwit.copied(work text, schema text, name text, visible text)",
                "CREATE TABLE _godwit.bookmark(lsn pg_lsn)",
                "INSERT INTO _godwit.bookmark VALUES ('FFFFFFFF/FFFFFFFF')",
                "CREATE TABLE _godwit.applied(schema text, name text, inserts bigint,"
                        + " updates bigint, deletes bigint)");
        try (Connection source = connect(TestPostgres.source());
                Connection target = connect(TestPostgres.target());
                Statement read = source.createStatement();
                PreparedStatement write =
                        target.prepareStatement(
                                "INSERT INTO _godwit.catalog VALUES (?, ?, ?, ?)")) {
            int major = source.getMetaData().getDatabaseMajorVersion();
            for (Kind kind : SchemaQueries.kinds(major, true)) {
                try (ResultSet rows = read.executeQuery(kind.definitions())) {
                    while (rows.next()) {
                        for (int i = 1; i <= 4; i++) {
                            write.setString(i, rows.getString(i));
                        }
                        write.executeUpdate();
                    }
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        String visible =
                TestPostgres.source().value(pair.database, "SELECT txid_current_snapshot()::text");
        for (TableRef table : pair.tables()) {
            pair.target(
                    "INSERT INTO _godwit.copied VALUES ('w', %s, %s, %s)"
                            .formatted(
                                    Quote.literal(table.schema()),
                                    Quote.literal(table.name()),
                                    Quote.literal(visible)));
        }
    }

    /// With the settings of the product's own sessions.
    private Connection connect(TestPostgres server) {
        boolean source = server == TestPostgres.source();
        return new PostgresConnections((_, _) -> null)
                .open(
                        TestPostgres.endpoints(),
                        source ? Side.SOURCE : Side.TARGET,
                        pair.database,
                        "test");
    }

    /// The names of the tables that nothing vouches for behind the fence, none having been compared
    /// before it.
    List<String> unproven() {
        return unproven(TableFilter.ALL);
    }

    List<String> unproven(TableFilter moved) {
        return names(look(moved, new DriftLook("", List.of(), List.of())));
    }

    /// @param before null before the fence
    DriftChecked look(@Nullable DriftLook before) {
        return look(TableFilter.ALL, before);
    }

    private DriftChecked look(TableFilter moved, @Nullable DriftLook before) {
        return new DriftCheck(new PostgresConnections((_, _) -> null), PATIENCE, LARGEST_RANGE)
                .check(
                        new CheckDrift(
                                new WorkRef("m", "cutover/0/1/drift", 1, 1, "d", 1),
                                TestPostgres.endpoints(),
                                pair.database,
                                pair.database,
                                moved,
                                PUBLICATION,
                                before),
                        pair.work);
    }

    static List<String> names(DriftChecked checked) {
        return checked.unproven().stream().map(TableRef::name).toList();
    }
}
