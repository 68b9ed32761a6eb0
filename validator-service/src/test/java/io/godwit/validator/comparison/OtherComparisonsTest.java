package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.ComparedTable;
import io.godwit.common.migration.Verification;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class OtherComparisonsTest {
    @Test
    void aSequenceThatDiffersIsFoundAndNamed() {
        Pair pair =
                new Pair("compare_sequences")
                        .both(
                                "CREATE SEQUENCE \"odd ' one\"",
                                "CREATE SEQUENCE same INCREMENT -3",
                                "SELECT nextval('same')")
                        .source("SELECT nextval('\"odd '' one\"')");

        assertThat(pair.compare(Verification.COUNTS))
                .extracting(ComparedTable::table, ComparedTable::difference)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                TableComparison.NO_TABLE,
                                "sequence public.odd ' one: 1 on the source, 1 (not called yet) on"
                                        + " the target"));
    }

    @Test
    void onlyTheFirstPieceComparesWhatNoTableHolds() {
        Pair pair =
                new Pair("compare_pieces")
                        .both("CREATE SEQUENCE s")
                        .source("SELECT nextval('s')", "SELECT lo_create(4711)");

        assertThat(pair.compare(Verification.FULL, null, "compare/1")).isEmpty();
        assertThat(pair.compare(Verification.FULL, null, "compare/0")).hasSize(2);
    }

    @Test
    void aSequenceOfALiveSourceMayBeAheadButNotBehindTheRows() throws Exception {
        Pair pair =
                new Pair("compare_live_sequences")
                        .both(
                                "CREATE TABLE good(id serial)",
                                "CREATE TABLE bad(id serial)",
                                "CREATE SEQUENCE ahead",
                                "INSERT INTO good SELECT FROM generate_series(1, 3)",
                                "INSERT INTO bad SELECT FROM generate_series(1, 3)")
                        .source("SELECT nextval('good_id_seq')", "SELECT nextval('bad_id_seq')")
                        .target("SELECT setval('bad_id_seq', 2)", "SELECT setval('ahead', 9)");
        try (Connection holder = TestPostgres.source().connect(pair.database);
                Statement statement = holder.createStatement()) {
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            ResultSet rows = statement.executeQuery("SELECT pg_export_snapshot()");
            rows.next();

            assertThat(pair.compare(Verification.FULL, rows.getString(1), "compare/0"))
                    .filteredOn(table -> !table.equal())
                    .extracting(ComparedTable::difference)
                    .containsExactly(
                            "sequence public.ahead: 1 (not called yet) on the source, 9 on the"
                                    + " target",
                            "sequence public.bad_id_seq: 4 on the source, 2 on the target");
        }
    }

    @Test
    void aSequenceThatIsMissingBesideItsTableIsADifference() {
        Pair pair =
                new Pair("compare_missing_sequence")
                        .both("CREATE TABLE a(id serial)")
                        .source("CREATE TABLE filtered(id serial)")
                        .target("ALTER TABLE a ALTER id DROP DEFAULT", "DROP SEQUENCE a_id_seq");

        assertThat(pair.differences())
                .containsExactly(
                        "the table is missing on the target",
                        "sequence public.a_id_seq: missing on the target");
    }

    @Test
    void equalLargeObjectsAreEqualHoweverTheyLieOnDisk() {
        Pair pair =
                new Pair("compare_large_objects")
                        .both(
                                "SELECT lo_create(1)",
                                "SELECT lo_from_bytea(2, decode(repeat('ab', 3000000), 'hex'))")
                        .source(
                                "SELECT lo_from_bytea(3, '\\x01')",
                                "SELECT lo_put(3, 9000, '\\x02')")
                        .target(
                                "SELECT lo_from_bytea(3, '\\x01' ||"
                                        + " decode(repeat('00', 8999), 'hex') || '\\x02')");

        assertThat(pair.differences()).isEmpty();
    }

    @Test
    void largeObjectsThatDifferAreFoundAndNamed() {
        Pair pair =
                new Pair("compare_large_object_bytes")
                        .both(
                                "SELECT lo_from_bytea(i::oid, decode(repeat('ab', 2000000),"
                                        + " 'hex')) FROM generate_series(1, 3) i")
                        .target("SELECT lo_put(2, 1500000, '\\xcd')")
                        .source("SELECT lo_create(9)");

        assertThat(pair.differences())
                .singleElement()
                .asString()
                .startsWith("large objects: 4 rows on the source, 3 on the target")
                .contains("large object (2): md5")
                .contains("large object (9) only on the source");
    }
}
