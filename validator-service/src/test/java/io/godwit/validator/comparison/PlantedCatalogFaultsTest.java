package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What changes no row and no definition that a server prints, but how a database behaves.
class PlantedCatalogFaultsTest {
    private static final String DATABASE = "compare_catalog_faults";
    private static final Pair PAIR = new Pair(DATABASE);

    @BeforeAll
    static void make() {
        PAIR.both(
                "CREATE TABLE t(id int PRIMARY KEY, n int NOT NULL UNIQUE, body text)",
                "CREATE RULE shut AS ON DELETE TO t DO INSTEAD NOTHING",
                "CREATE VIEW v AS SELECT id FROM t",
                "CREATE RULE shut AS ON DELETE TO v DO INSTEAD NOTHING",
                "CREATE STATISTICS st ON id, n FROM t",
                "SELECT lo_create(70003)",
                "CREATE FUNCTION et() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
                "CREATE EVENT TRIGGER ev ON ddl_command_end WHEN TAG IN ('CREATE VIEW')"
                        + " EXECUTE FUNCTION et()",
                "CREATE FOREIGN DATA WRAPPER w OPTIONS (a '1')",
                "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (a '1')",
                "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password 'secret')",
                "CREATE FOREIGN TABLE far(a int OPTIONS (x '1')) SERVER s OPTIONS (y '1')",
                "CREATE MATERIALIZED VIEW mv AS SELECT count(*) FROM t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE t REPLICA IDENTITY FULL | changed table public.t null",
                "ALTER TABLE t REPLICA IDENTITY NOTHING | changed table public.t null",
                "ALTER TABLE t REPLICA IDENTITY USING INDEX t_n_key | changed table public.t null",
                "ALTER TABLE t REPLICA IDENTITY DEFAULT | ",
                "ALTER TABLE t DISABLE RULE shut | changed rule public.t shut",
                "ALTER TABLE t ENABLE ALWAYS RULE shut | changed rule public.t shut",
                "ALTER TABLE t ENABLE RULE shut | ",
                "ALTER STATISTICS st SET STATISTICS 7 | changed statistics public.st null",
                "ALTER STATISTICS st SET STATISTICS -1 | ",
                "ALTER LARGE OBJECT 70003 OWNER TO pg_monitor |"
                        + " changed owner large object 70003 null",
                "ALTER LARGE OBJECT 70003 OWNER TO CURRENT_USER | ",
                "GRANT SELECT ON LARGE OBJECT 70003 TO PUBLIC |"
                        + " extra grant large object 70003 SELECT to PUBLIC",
                "REVOKE SELECT ON LARGE OBJECT 70003 FROM PUBLIC | ",
                "COMMENT ON LARGE OBJECT 70003 IS 'x' | extra comment large object 70003 null",
                "COMMENT ON LARGE OBJECT 70003 IS NULL | ",
                "ALTER TABLE t CLUSTER ON t_pkey | changed constraint public.t t_pkey",
                "ALTER TABLE t SET WITHOUT CLUSTER | ",
                "ALTER TABLE t ALTER body SET COMPRESSION pglz | changed column public.t body",
                "ALTER TABLE t ALTER body SET COMPRESSION DEFAULT | ",
                "ALTER EVENT TRIGGER ev DISABLE | changed event trigger ev null",
                "ALTER EVENT TRIGGER ev ENABLE REPLICA | changed event trigger ev null",
                "ALTER EVENT TRIGGER ev ENABLE | ",
                "ALTER FOREIGN DATA WRAPPER w OPTIONS (SET a '2') |"
                        + " changed foreign-data wrapper w null",
                "ALTER FOREIGN DATA WRAPPER w OPTIONS (SET a '1') | ",
                "ALTER SERVER s OPTIONS (SET a '2') | changed server s null",
                "ALTER SERVER s OPTIONS (SET a '1') | ",
                "ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET password 'other') |"
                        + " changed user mapping s PUBLIC",
                "ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET password 'secret') | ",
                "ALTER FOREIGN TABLE far OPTIONS (SET y '2') |"
                        + " changed foreign table public.far null",
                "ALTER FOREIGN TABLE far OPTIONS (SET y '1') | ",
                "ALTER FOREIGN TABLE far ALTER a OPTIONS (SET x '2') |"
                        + " changed column public.far a",
                "ALTER FOREIGN TABLE far ALTER a OPTIONS (SET x '1') | ",
                "REFRESH MATERIALIZED VIEW mv WITH NO DATA |"
                        + " changed materialized view public.mv null",
                "REFRESH MATERIALIZED VIEW mv | ",
                "DROP RULE shut ON v | missing rule public.v shut",
                "CREATE RULE shut AS ON DELETE TO v DO INSTEAD NOTHING | ",
            })
    void isFoundAndNamedUntilItIsMended(String change, String found) {
        PAIR.target(change);

        assertThat(new ComparedPair(TestPostgres.endpoints(), DATABASE).schema())
                .allSatisfy(each -> assertThat(each.toString()).doesNotContain("secret", "other"))
                .extracting(each ->
                        "%s %s %s %s"
                                .formatted(each.kind(), each.type(), each.object(), each.key()))
                .filteredOn(each -> !each.contains("its owner"))
                .isEqualTo(found == null ? List.of() : List.of(found));
    }
}
