package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.common.migration.DriftLook;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.DriftChecked;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.ProvenTable;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.TableName;
import io.godwit.common.migration.TableRef;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// While a database is followed, somebody changes its schema: what the stream of changes does not
/// tell is found before the cutover.
class DriftCheckTest {
    private static final String[] SCHEMA = {
        "CREATE TABLE item(id int PRIMARY KEY, name text, price numeric DEFAULT 1)",
        "INSERT INTO item SELECT n, 'item ' || n FROM generate_series(1, 100) n",
        "CREATE TABLE other(id int PRIMARY KEY REFERENCES item)",
        "CREATE TABLE event(id int, day int) PARTITION BY RANGE (day)",
        "CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (1) TO (2)",
        "CREATE VIEW cheap AS SELECT id FROM item WHERE price < 1",
        "CREATE INDEX item_name ON item(name)",
        "CREATE TYPE mood AS ENUM ('good', 'bad')",
        "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SEQUENCE counter",
    };

    @BeforeAll
    static void aRoleThatOnlyTheSourceHas() {
        TestPostgres.source()
                .execute(
                        "postgres",
                        "DROP ROLE IF EXISTS drift_only_here",
                        "CREATE ROLE drift_only_here");
    }

    private static CopiedPair copied(String database) {
        return new CopiedPair(new Pair(database).both(SCHEMA));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE INDEX item_price ON item(price)                          | index public.item_price
                    DROP INDEX item_name                                            | index public.item_name was dropped
                    ALTER TABLE item ADD CHECK (price > 0) NOT VALID                | constraint public.item item_price_check was made
                    ALTER TABLE item DROP CONSTRAINT item_pkey CASCADE              | constraint public.item item_pkey was dropped
                    ALTER TABLE item ALTER price SET DEFAULT 2                      | DEFAULT 2
                    ALTER TABLE item ADD size int                                   | column public.item size
                    ALTER TABLE item RENAME TO thing                                | table public.thing was made
                    CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM (2) TO (3) | table public.event_2 was made
                    CREATE OR REPLACE VIEW cheap AS SELECT id FROM item WHERE price < 2 | view public.cheap is now
                    DROP VIEW cheap                                                 | view public.cheap was dropped
                    CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 2' | function public.one() is now
                    ALTER TYPE mood ADD VALUE 'fair'                                | type public.mood is now
                    ALTER TYPE mood RENAME VALUE 'bad' TO 'sad'                     | type public.mood is now
                    GRANT SELECT ON item TO PUBLIC                                  | grant table public.item
                    COMMENT ON TABLE item IS 'things'                               | comment
                    ALTER SEQUENCE counter INCREMENT 5                              | sequence public.counter is now
                    CREATE SCHEMA more                                              | schema more was made
                    """)
    void aStatementThatTheTargetHasNotSeenIsNamedUntilItHas(String statement, String told) {
        CopiedPair copied = copied("drift_schema");
        DriftChecked before = copied.look(null);
        assertThat(before.unproven()).isEmpty();

        copied.pair.source(statement);

        assertThatThrownBy(() -> copied.look(before.look()))
                .isInstanceOfSatisfying(
                        MigrationException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.SCHEMA_CHANGED))
                .hasMessageContaining(told);
        copied.pair.target(statement);
        copied.unproven();
    }

    @Test
    void whatDifferedFromTheStartOrIsTheTargetsOwnIsNoChange() {
        Pair pair = new Pair("drift_own").both(SCHEMA);
        pair.source("CREATE INDEX never_built ON item(id, name)");
        CopiedPair copied = new CopiedPair(pair);

        pair.target("CREATE INDEX of_the_target ON item(price, name)");
        pair.source(
                "ALTER TABLE other OWNER TO drift_only_here",
                "GRANT SELECT ON item TO drift_only_here");

        assertThat(copied.unproven()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ALTER TABLE item ALTER name TYPE text USING upper(name)                          | item
                    ALTER TABLE item DROP name; ALTER TABLE item ADD name text; CREATE INDEX item_name ON item(name) | item
                    ALTER TABLE item ADD made timestamptz DEFAULT clock_timestamp()                  | item
                    ALTER TABLE other RENAME TO another                                              | another
                    CREATE TABLE event_3 (id int, day int); ALTER TABLE event ATTACH PARTITION event_3 FOR VALUES FROM (3) TO (4) | event_3
                    DROP TABLE event_1; CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (1) TO (2) | event_1
                    """)
    void rowsThatTheStreamDoesNotVouchForAreToBeCompared(String statements, String table) {
        CopiedPair copied = copied("drift_rows");

        copied.pair.both(statements.split(";"));

        assertThat(copied.unproven()).containsExactly(table);
    }

    @Test
    void whatIsEqualBeforeTheFenceIsNotComparedBehindIt() {
        CopiedPair copied = copied("drift_proven");
        copied.pair.both("ALTER TABLE item ADD size int DEFAULT 7");

        DriftChecked before = copied.look(null);
        copied.pair.source("INSERT INTO item VALUES (101), (102)");

        assertThat(before.unproven()).isEmpty();
        assertThat(before.look().proven())
                .extracting(ProvenTable::table)
                .containsExactly(new TableName("public", "item"));
        assertThat(copied.look(before.look()).unproven()).isEmpty();
    }

    /// Behind the fence a look at who wrote the catalogs is enough then.
    @Test
    void whatTheApplicationsDoIsNoChangeOfTheSchema() {
        CopiedPair copied = copied("drift_same");
        List<TableRef> found = List.of(new TableRef(-2, 1, "public", "found before"));

        DriftLook before = copied.look(null).look();
        copied.pair.source(
                "INSERT INTO item VALUES (101)",
                "UPDATE item SET price = 2",
                "SELECT nextval('counter')",
                "SELECT lo_create(0)");
        copied.pair.source("ANALYZE", "VACUUM");

        DriftLook marked = new DriftLook(before.catalogs(), found, List.of());
        assertThat(copied.look(marked).unproven()).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE item ADD weight int DEFAULT 8",
                "ALTER TABLE item ALTER size SET DEFAULT 9",
                "DROP TABLE other; DROP TABLE item CASCADE;"
                        + " CREATE TABLE item(id int PRIMARY KEY, name text, price numeric DEFAULT 1,"
                        + " size int)",
            })
    void whatChangedAgainSinceIsComparedBehindIt(String statements) {
        CopiedPair copied = copied("drift_again");
        copied.pair.both("ALTER TABLE item ADD size int DEFAULT 7", "DROP VIEW cheap");

        DriftLook before = copied.look(null).look();
        copied.pair.both(statements.split(";"));

        assertThat(CopiedPair.names(copied.look(before))).containsExactly("item");
    }

    @Test
    void aTableThatWasUnpublishedBehindTheFirstLookIsComparedBehindTheFence() {
        CopiedPair copied = copied("drift_unpublished");
        copied.pair.both("ALTER TABLE item ADD size int DEFAULT 7");

        DriftLook before = copied.look(null).look();
        copied.pair.source(
                "ALTER PUBLICATION godwit_copied DROP TABLE item",
                "ALTER PUBLICATION godwit_copied ADD TABLE item");

        assertThat(CopiedPair.names(copied.look(before))).containsExactly("item");
    }

    /// A writer that began in between may not have ended; nobody sees its rows, and no stream has
    /// them.
    @Test
    void aTableThatWasUnpublishedIsNotProvenBeforeTheFence() throws Exception {
        CopiedPair copied = copied("drift_writer");
        copied.pair.source("ALTER PUBLICATION godwit_copied DROP TABLE other");
        try (Connection writer = TestPostgres.source().connect("drift_writer");
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO other VALUES (1)");
            copied.pair.source("ALTER PUBLICATION godwit_copied ADD TABLE other");

            DriftChecked before = copied.look(null);
            writer.commit();

            assertThat(CopiedPair.names(before)).containsExactly("other");
            assertThat(CopiedPair.names(copied.look(before.look()))).containsExactly("other");
        }
    }

    @Test
    void anIndexThatBecomesValidIsAChangeOfTheSchema() throws Exception {
        CopiedPair copied = copied("drift_valid");
        copied.pair.source(
                "CREATE INDEX late ON item(price)",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'late'::regclass");
        DriftLook before = copied.look(null).look();

        copied.pair.source(
                "UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'late'::regclass");

        assertThatThrownBy(() -> copied.look(before)).hasMessageContaining("index public.late");
    }

    @Test
    void aTableThatIsInNoStreamIsComparedBehindTheFence() {
        CopiedPair copied = copied("drift_new");
        copied.pair.both("CREATE TABLE fresh(id int PRIMARY KEY)");
        copied.pair.source("INSERT INTO fresh VALUES (1)");

        DriftChecked before = copied.look(null);

        assertThat(CopiedPair.names(before)).containsExactly("fresh");
        assertThat(before.look().proven()).isEmpty();
    }

    @Test
    void rowsThatTheTargetsStatementLeftOtherwiseRefuseBeforeTheFence() {
        CopiedPair copied = copied("drift_differs");
        copied.pair.source("ALTER TABLE item ALTER name TYPE text USING upper(name)");
        copied.pair.target("ALTER TABLE item ALTER name TYPE text");

        assertThatThrownBy(() -> copied.look(null))
                .isInstanceOfSatisfying(
                        MigrationException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.ROWS_DIFFER))
                .hasMessageContaining("at least 100 rows")
                .hasMessageContaining("public.item id = (1) has other values");
    }

    @Test
    void aLargeTableIsProvenRangeByRange() {
        CopiedPair copied = copied("drift_ranges");
        copied.pair.both(
                "INSERT INTO item SELECT i, 'more' FROM generate_series(1000, 20000) i",
                "ANALYZE item",
                "ALTER TABLE item ADD size int DEFAULT 7");

        assertThat(copied.look(null).look().proven())
                .extracting(ProvenTable::table)
                .containsExactly(new TableName("public", "item"));

        copied.pair.target("UPDATE item SET size = 8 WHERE id = 20000");
        assertThatThrownBy(() -> copied.look(null))
                .hasMessageContaining("at least 1 rows of public.item")
                .hasMessageContaining("public.item id = (20000) has other values");
    }

    /// Applying is paused, or far behind.
    @Test
    void whatMayBeOnItsWayIsNotJudgedBeforeTheFence() {
        CopiedPair copied = copied("drift_unsettled");
        copied.pair.both("ALTER TABLE item ADD size int DEFAULT 7");
        copied.pair.source("UPDATE item SET size = 8 WHERE id = 1");
        copied.pair.target("UPDATE _godwit.bookmark SET lsn = '0/0'");

        DriftChecked before = copied.look(null);

        assertThat(CopiedPair.names(before)).containsExactly("item");
        assertThat(before.look().proven()).isEmpty();
    }

    @Test
    void aTableThatWasUnpublishedForAWhileIsToBeCompared() {
        CopiedPair copied = copied("drift_publication");

        copied.pair.source(
                "ALTER PUBLICATION godwit_copied DROP TABLE other",
                "INSERT INTO other VALUES (1)",
                "ALTER PUBLICATION godwit_copied ADD TABLE other");

        assertThat(copied.unproven()).containsExactly("other");
    }

    @Test
    void whatTouchesNoRowsNeedsNoProof() {
        CopiedPair copied = copied("drift_harmless");

        copied.pair.both(
                "CREATE INDEX item_price ON item(price)",
                "GRANT SELECT ON item TO PUBLIC",
                "ANALYZE item",
                "VACUUM FREEZE item",
                "VACUUM FREEZE pg_attribute",
                "INSERT INTO item VALUES (-1)",
                "TRUNCATE other",
                "CREATE UNLOGGED TABLE scratch(id int)");

        assertThat(copied.unproven()).isEmpty();
    }

    @Test
    void aTableThatDoesNotMoveNeedsNoProof() {
        CopiedPair copied = copied("drift_filtered");
        copied.pair.both("ALTER TABLE item ALTER name TYPE text USING upper(name)");

        assertThat(copied.unproven(new TableFilter(List.of(), List.of("item")))).isEmpty();
        assertThat(copied.unproven(new TableFilter(List.of("it*"), List.of())))
                .containsExactly("item");
    }

    /// What was made while it ran is not visible to it, and in no doubt.
    @Test
    void aLongTransactionAtTheStartOfTheCopyPutsNoTableInDoubt() throws Exception {
        Pair pair = new Pair("drift_old").both(SCHEMA);
        try (Connection old = TestPostgres.source().connect("postgres");
                Statement statement = old.createStatement()) {
            old.setAutoCommit(false);
            statement.execute("SELECT txid_current()");

            CopiedPair copied = new CopiedPair(pair);

            assertThat(copied.unproven()).isEmpty();
        }
    }
}
