package io.godwit.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.testing.Rehearsal;
import io.godwit.copy.testing.SchemaText;
import org.junit.jupiter.api.Test;

/// Many tables are made by several sessions, and still in an order in which they can be made.
class ManyTablesTest {
    private static final String DATABASE = "many tables";

    @Test
    void theSchemaIsTheSameToTheLetterThoughTablesNeedEachOther() throws Exception {
        TestPostgres source = TestPostgres.source();
        source.recreate(DATABASE);
        source.execute(
                DATABASE,
                "CREATE SCHEMA \"ATTACH\"",
                "CREATE TYPE mood AS ENUM ('glad', 'sad')",
                "CREATE TABLE pattern (a int, b text)",
                "CREATE FUNCTION next(pattern) RETURNS int LANGUAGE sql AS 'SELECT $1.a + 1'",
                "CREATE TABLE parted (a int, b text) PARTITION BY RANGE (a)",
                """
                DO $$ BEGIN FOR n IN 1..60 LOOP
                    EXECUTE format('CREATE TABLE plain_%s (a serial PRIMARY KEY, m mood)', n);
                    EXECUTE format('CREATE TABLE "ATTACH"."of %s" (a int, b pattern)', n);
                    EXECUTE format('CREATE TABLE child_%s (c int DEFAULT next(ROW(%s, NULL)))
                        INHERITS (plain_%s)', n, n, n);
                    EXECUTE format('CREATE TABLE part_%s PARTITION OF parted
                        FOR VALUES FROM (%s) TO (%s)', n, n, n + 1);
                    EXECUTE format('CREATE VIEW seen_%s AS SELECT * FROM child_%s', n, n);
                    EXECUTE format('CREATE TABLE of_view_%s (v seen_%s[])', n, n);
                    EXECUTE format('COMMENT ON COLUMN plain_%s.m IS ''how''', n);
                    EXECUTE format('GRANT SELECT ON "ATTACH"."of %s" TO PUBLIC', n);
                END LOOP; END $$
                """);
        try (Rehearsal rehearsal = Rehearsal.of("many-tables", DATABASE)) {
            rehearsal.migrate();
            assertThat(rehearsal.notices()).isEmpty();
        }
        assertThat(SchemaText.of(TestPostgres.target(), DATABASE))
                .isEqualTo(SchemaText.of(source, DATABASE));
    }
}
