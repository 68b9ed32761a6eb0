package io.godwit.copy.indexes;

import static io.godwit.copy.testing.CopyFixture.CONNECTIONS;
import static io.godwit.copy.testing.CopyFixture.make;
import static io.godwit.copy.testing.CopyFixture.onSource;
import static io.godwit.copy.testing.CopyFixture.onTarget;
import static io.godwit.copy.testing.CopyFixture.targetValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.testing.CopyFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexBuilderTest {
    private static final String DEFINITIONS =
            """
            SELECT c.relname || ' ' || pg_get_indexdef(i.indexrelid) || ' ' || indisvalid || ' '
                || coalesce((SELECT string_agg(pg_get_constraintdef(oid), ',')
                    FROM pg_constraint WHERE conindid = i.indexrelid AND contype = 'x'), '')
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE relkind = 'i' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> '_godwit'
                AND indisvalid
            ORDER BY 1
            """;

    @Test
    void buildsIndexesOfEveryKindAsTheSourceDefinesThem() throws Exception {
        make(
                """
                CREATE SCHEMA "odd ""s";
                CREATE TABLE "odd ""s"."T'" (id int, "B" text, c int[], r int4range, j jsonb);
                CREATE FUNCTION "odd ""s".f(text) RETURNS text IMMUTABLE LANGUAGE sql
                    AS 'SELECT upper($1)';
                CREATE TABLE parted (id int, v text) PARTITION BY RANGE (id);
                CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (100);
                CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (100) TO (200)
                """);
        onSource(
                "INSERT INTO \"odd \"\"s\".\"T'\" SELECT g, g::text, ARRAY[g], int4range(g, g + 1)"
                        + " FROM generate_series(1, 1000) g",
                "INSERT INTO parted SELECT g, g::text FROM generate_series(1, 150) g",
                "SET search_path = \"odd \"\"s\", public;"
                        + "ALTER TABLE \"T'\" ADD PRIMARY KEY (id) INCLUDE (\"B\");"
                        + "ALTER TABLE \"T'\" ADD CONSTRAINT \"a \\ b\" UNIQUE NULLS NOT DISTINCT (\"B\");"
                        + "ALTER TABLE \"T'\" ADD CONSTRAINT apart EXCLUDE USING gist (r WITH &&)"
                        + " DEFERRABLE INITIALLY DEFERRED;"
                        + "CREATE INDEX \"İdx\n;\" ON \"T'\" (f(\"B\") DESC NULLS LAST) WHERE id > 5;"
                        + "CREATE INDEX ON \"T'\" USING gin (c) WITH (fastupdate = off);"
                        + "CREATE INDEX ON \"T'\" USING brin (id);"
                        + "CREATE INDEX ON \"T'\" USING hash (\"B\");"
                        + "CREATE INDEX ON \"T'\" USING gin (j jsonb_path_ops);"
                        + "CREATE INDEX ON \"T'\" (\"B\" COLLATE \"C\" text_pattern_ops);"
                        + "ALTER TABLE parted ADD PRIMARY KEY (id);"
                        + "CREATE INDEX ON parted (v)");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.copyAll();

            fixture.buildAll();
            fixture.buildAll();

            List<String> built = TestPostgres.target().column(CopyFixture.STAGING, DEFINITIONS);
            assertThat(built)
                    .isEqualTo(
                            TestPostgres.source().column(CopyFixture.SOURCE_DATABASE, DEFINITIONS))
                    .hasSize(13);
        }
    }

    @Test
    void leavesOutInvalidIndexes() throws Exception {
        make("CREATE TABLE t (a int)");
        onSource("INSERT INTO t VALUES (1), (1)", "CREATE INDEX good ON t (a)");
        try {
            onSource("CREATE UNIQUE INDEX CONCURRENTLY bad ON t (a)");
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessageContaining("could not create unique index");
        }
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.copyAll();
            fixture.buildAll();

            assertThat(TestPostgres.target().column(CopyFixture.STAGING, DEFINITIONS))
                    .singleElement()
                    .asString()
                    .startsWith("good ");
        }
    }

    @Test
    void aFailureNamesTheIndexAndLeavesNothingBehind() throws Exception {
        make("CREATE TABLE t (a int)");
        onSource(
                "INSERT INTO t VALUES (1), (2)",
                "CREATE INDEX first ON t (a)",
                "CREATE UNIQUE INDEX second ON t (a)");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.copyAll();
            onTarget("INSERT INTO t VALUES (2)");

            Failure failure =
                    catchThrowableOfType(MigrationException.class, fixture::buildAll).failure();

            assertThat(failure.code()).isEqualTo(FailureCode.INDEX_BUILD_FAILED);
            assertThat(failure.message()).contains("\"second\"");
            assertThat(failure.serverText()).contains("(a)=(2)");
            assertThat(targetValue("SELECT count(*) FROM pg_indexes WHERE tablename = 't'"))
                    .isEqualTo("0");
            onTarget("DELETE FROM t", "INSERT INTO t VALUES (1), (2)");
            new IndexBuilder(CONNECTIONS).perform(fixture.buildCommand(0, 2), fixture.context());
            assertThat(targetValue("SELECT count(*) FROM pg_indexes WHERE tablename = 't'"))
                    .isEqualTo("2");
        }
    }

    @Test
    void usesTheTablespacesThatTheTargetHasAndNoOther() throws Exception {
        make("CREATE TABLE t (a int)");
        onSource(
                "SET allow_in_place_tablespaces = on",
                "CREATE TABLESPACE \"odd space\" LOCATION ''");
        try {
            onSource(
                    "CREATE INDEX here ON t (a) TABLESPACE \"odd space\"",
                    "CREATE INDEX there ON t (a)");
            try (CopyFixture fixture = CopyFixture.open()) {
                fixture.copyAll();
                fixture.buildAll();

                assertThat(
                                targetValue(
                                        "SELECT string_agg(indexname || ' ' || coalesce(tablespace,"
                                                + " '-'), ',' ORDER BY 1) FROM pg_indexes WHERE"
                                                + " tablename = 't'"))
                        .isEqualTo("here -,there -");
            }
        } finally {
            onSource("DROP INDEX IF EXISTS here", "DROP TABLESPACE \"odd space\"");
        }
    }

    @Test
    void onlyABuildThatIsAloneHasTheServersParallelWorkers() throws Exception {
        assertThat(workersOfABuild(false)).isEqualTo("0");
        assertThat(workersOfABuild(true))
                .isEqualTo(targetValue("SHOW max_parallel_maintenance_workers"))
                .isNotEqualTo("0");
    }

    private String workersOfABuild(boolean alone) throws Exception {
        make("CREATE TABLE t (a int)");
        onSource("CREATE INDEX i ON t (a)");
        try (CopyFixture fixture = CopyFixture.open()) {
            fixture.copyAll();
            onTarget(
                    "CREATE TABLE seen (workers text)",
                    """
                    CREATE FUNCTION see() RETURNS event_trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        INSERT INTO public.seen VALUES (current_setting('max_parallel_maintenance_workers'));
                    END $$\
                    """,
                    "CREATE EVENT TRIGGER sees ON ddl_command_end WHEN tag IN ('CREATE INDEX')"
                            + " EXECUTE FUNCTION see()");
            fixture.buildAll(alone);
            return targetValue("SELECT workers FROM seen");
        }
    }
}
