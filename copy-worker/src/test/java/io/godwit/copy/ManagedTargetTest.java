package io.godwit.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.SslMode;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.testing.OwnPostgres;
import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.testing.Rehearsal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On a managed server nobody is a superuser: the target's user may make databases and roles.
class ManagedTargetTest {
    private static final TestPostgres SOURCE = TestPostgres.source();
    private static OwnPostgres newest;

    @BeforeAll
    static void start() {
        newest = OwnPostgres.ofVersion("18");
        for (TestPostgres target : new TestPostgres[] {TestPostgres.target(), newest.server()}) {
            target.execute(
                    "postgres",
                    "DROP ROLE IF EXISTS managed_admin",
                    "CREATE ROLE managed_admin LOGIN CREATEDB CREATEROLE");
        }
        SOURCE.execute(
                "postgres",
                "DROP ROLE IF EXISTS managed_owner",
                "DROP ROLE IF EXISTS managed_reader",
                "CREATE ROLE managed_owner",
                "CREATE ROLE managed_reader");
    }

    @AfterAll
    static void stop() throws Exception {
        newest.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "18"})
    void whatTakesASuperuserIsToldAndTheRestArrives(String version) throws Exception {
        TestPostgres target = version.equals("15") ? TestPostgres.target() : newest.server();
        String database = "managed_" + version;
        SOURCE.recreate(database);
        SOURCE.execute(
                database,
                "CREATE EXTENSION hstore",
                "CREATE SCHEMA shop AUTHORIZATION managed_owner",
                "GRANT USAGE ON SCHEMA shop TO managed_reader",
                "ALTER DATABASE " + database + " SET search_path = shop, public",
                "CREATE TABLE shop.theirs (id serial PRIMARY KEY, extra public.hstore)",
                "INSERT INTO shop.theirs (extra) SELECT public.hstore('n', n::text) FROM generate_series(1, 999) n",
                "ALTER TABLE shop.theirs OWNER TO managed_owner",
                "GRANT SELECT ON shop.theirs TO managed_reader WITH GRANT OPTION",
                "SET ROLE managed_reader; GRANT SELECT ON shop.theirs TO managed_owner; RESET ROLE",
                "CREATE TABLE shop.ours (id int REFERENCES shop.theirs)",
                "INSERT INTO shop.ours SELECT generate_series(1, 99)",
                "CREATE MATERIALIZED VIEW shop.counted AS SELECT count(*) FROM shop.ours",
                "ALTER TABLE shop.ours ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY none ON shop.ours TO managed_reader USING (false)",
                "CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
                "CREATE EVENT TRIGGER watcher ON ddl_command_end EXECUTE FUNCTION watch()",
                "COMMENT ON EVENT TRIGGER watcher IS 'watches'",
                "CREATE PUBLICATION everything FOR ALL TABLES",
                "CREATE PUBLICATION some_of_it FOR TABLE shop.theirs",
                "ALTER DEFAULT PRIVILEGES FOR ROLE postgres GRANT SELECT ON TABLES TO managed_reader",
                "SELECT lo_from_bytea(4711, 'large')",
                "GRANT SELECT ON LARGE OBJECT 4711 TO managed_reader");

        try (Rehearsal rehearsal = rehearsal(target, database)) {
            rehearsal.migrate();

            assertThat(rehearsal.notices())
                    .contains(
                            "OWNER_NOT_SET",
                            "EVENT_TRIGGER_NOT_MOVED",
                            "PUBLICATION_NOT_MOVED",
                            "DEFAULT_PRIVILEGES_NOT_SET",
                            "LARGE_OBJECT_PROPERTY_NOT_MOVED",
                            "DATABASE_PROPERTY_NOT_MOVED");
            assertThat(rehearsal.objects("OWNER_NOT_SET"))
                    .anySatisfy(object ->
                            assertThat(object).contains("ALTER TABLE", "ours", "postgres"))
                    .noneSatisfy(object -> assertThat(object).contains("theirs"));
            assertThat(rehearsal.objects("EVENT_TRIGGER_NOT_MOVED"))
                    .anySatisfy(object -> assertThat(object).contains("watcher", "superuser"));
            assertThat(rehearsal.objects("PUBLICATION_NOT_MOVED"))
                    .anySatisfy(object -> assertThat(object).contains("everything", "superuser"))
                    .noneSatisfy(object -> assertThat(object).contains("some_of_it"));
        }
        for (String query :
                new String[] {
                    "SELECT count(*) || md5(string_agg(t::text, ',' ORDER BY id)) FROM shop.theirs t",
                    "SELECT count(*) FROM shop.ours",
                    "SELECT count FROM shop.counted",
                    "SELECT tableowner FROM pg_tables WHERE tablename = 'theirs'",
                    "SELECT string_agg(conname || convalidated, ',' ORDER BY conname)"
                            + " FROM pg_constraint WHERE conrelid > 16384 AND contype <> 'n'",
                    "SELECT convert_from(lo_get(4711), 'UTF8')",
                    "SELECT last_value FROM shop.theirs_id_seq"
                }) {
            assertThat(target.value(database, query))
                    .as(query)
                    .isEqualTo(SOURCE.value(database, query));
        }
    }

    @Test
    void whatDataMayDependOnIsAClearFailure() throws Exception {
        SOURCE.recreate("managed_fails");
        SOURCE.execute("managed_fails", "CREATE EXTENSION postgres_fdw");

        try (Rehearsal rehearsal = rehearsal(TestPostgres.target(), "managed_fails")) {
            assertThatThrownBy(rehearsal::prepare)
                    .isInstanceOfSatisfying(
                            MigrationException.class,
                            failed -> {
                                assertThat(failed.failure().code())
                                        .isEqualTo(FailureCode.SCHEMA_RESTORE_FAILED);
                                assertThat(failed.failure().message())
                                        .contains("user managed_admin is not a superuser");
                                assertThat(failed.failure().serverText())
                                        .contains("CREATE EXTENSION")
                                        .contains("permission denied")
                                        .contains("postgres_fdw");
                            });
            rehearsal.undo();
        }
    }

    private static Rehearsal rehearsal(TestPostgres target, String database) {
        return new Rehearsal(
                database.replace('_', '-'),
                new DatabaseSpec(database, database, TableFilter.ALL),
                false,
                SOURCE,
                SOURCE.server(),
                new Server(
                        "127.0.0.1",
                        target.server().port(),
                        "managed_admin",
                        "postgres",
                        SslMode.PREFER,
                        null));
    }
}
