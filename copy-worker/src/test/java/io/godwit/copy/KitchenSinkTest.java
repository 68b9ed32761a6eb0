package io.godwit.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.testing.Rehearsal;
import io.godwit.copy.testing.SchemaText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A database with every kind of object arrives as it was.
class KitchenSinkTest {
    private static final String DATABASE = "kitchen sink \"ü\"";
    private static final TestPostgres SOURCE = TestPostgres.source();
    private static final TestPostgres TARGET = TestPostgres.target();

    private static Rehearsal rehearsal;

    @BeforeAll
    static void migrate() throws Exception {
        SOURCE.execute("postgres", script("kitchen-sink-roles.sql"));
        SOURCE.recreate(DATABASE);
        SOURCE.execute(DATABASE, script("kitchen-sink.sql"));
        rehearsal = Rehearsal.of("kitchen-sink", DATABASE);
        rehearsal.migrate();
    }

    @AfterAll
    static void clean() throws Exception {
        rehearsal.close();
    }

    private static String script(String name) throws IOException {
        try (var script = KitchenSinkTest.class.getResourceAsStream("/" + name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theSchemaIsTheSameToTheLetter() {
        assertThat(SchemaText.of(TARGET, DATABASE)).isEqualTo(SchemaText.of(SOURCE, DATABASE));
    }

    @Test
    void nothingOfGodwitsOwnIsLeft() {
        assertThat(TARGET.column("postgres", "SELECT datname FROM pg_database"))
                .noneMatch(name -> name.startsWith("godwit"));
        assertThat(TARGET.column(DATABASE, "SELECT nspname FROM pg_namespace"))
                .doesNotContain("_godwit");
    }

    @Test
    void sequencesStandWhereTheyStood() {
        for (String sequence :
                List.of(
                        "shop.untouched",
                        "shop.going_down",
                        "shop.set_not_called",
                        "shop.exhausted",
                        "shop.huge",
                        "shop.not_logged",
                        "shop.customer_id_seq",
                        "shop.odd_identity_name",
                        "\"ünïcødé✓\".\"S\"\"e'q\\\"")) {
            same("SELECT ROW(last_value, is_called) FROM " + sequence);
        }
    }

    @Test
    void largeObjectsArriveWithOwnersAndRights() {
        same(
                "SELECT md5(string_agg(oid || ':' || md5(lo_get(oid)), ',' ORDER BY oid)) FROM pg_largeobject_metadata");
        same(
                "SELECT string_agg(m::text, ';' ORDER BY m::text) FROM (SELECT oid, lomowner::regrole, lomacl FROM pg_largeobject_metadata) m");
        same(
                "SELECT string_agg(d.objoid || d.description, ';' ORDER BY d.objoid) FROM pg_description d WHERE classoid = 'pg_largeobject'::regclass");
    }

    @Test
    void materializedViewsAreFilledInTheirOrder() {
        same("SELECT string_agg(t::text, ';' ORDER BY t.id) FROM shop.totals t");
        same("SELECT how_many FROM shop.z_first");
        same("SELECT more FROM shop.a_second");
        same("SELECT relispopulated FROM pg_class WHERE oid = 'shop.not_filled'::regclass");
    }

    @Test
    void theDatabaseKeepsItsProperties() {
        String name = "WHERE datname = '" + DATABASE + "'";
        same(
                "SELECT ROW(datdba::regrole, pg_encoding_to_char(encoding), datcollate, datctype, datconnlimit, datallowconn, datistemplate, datacl) FROM pg_database "
                        + name);
        same("SELECT shobj_description(oid, 'pg_database') FROM pg_database " + name);
        same(
                "SELECT string_agg(s::text, E'\\n' ORDER BY s::text) FROM (SELECT CASE WHEN setrole <> 0 THEN setrole::regrole END, setconfig FROM pg_db_role_setting WHERE setdatabase = (SELECT oid FROM pg_database "
                        + name
                        + ")) s");
    }

    @Test
    void rowsOfEveryTableAreTheSame() {
        for (String table :
                SOURCE.column(
                        DATABASE,
                        "SELECT format('%I.%I', n.nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p') AND n.nspname !~ '^(pg_|information_schema)'")) {
            same(
                    "SELECT count(*) || md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE \"C\"), '')) FROM "
                            + table
                            + " t");
        }
    }

    @Test
    void optimizerStatisticsAreThere() {
        assertThat(
                        TARGET.value(
                                DATABASE,
                                "SELECT count(*) > 5 FROM pg_stats WHERE tablename = 'customer'"))
                .isEqualTo("t");
        assertThat(
                        TARGET.value(
                                DATABASE,
                                "SELECT count(*) FROM pg_stats_ext WHERE tablename = 'customer'"))
                .isEqualTo("2");
    }

    private static void same(String query) {
        assertThat(TARGET.value(DATABASE, query))
                .as(query)
                .isEqualTo(SOURCE.value(DATABASE, query));
    }
}
