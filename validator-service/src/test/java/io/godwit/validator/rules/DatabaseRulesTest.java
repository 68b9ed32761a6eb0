package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseRulesTest {
    private static final String HOSTILE = "\"t\"\"; drop table x; -- ' \\ é\"";

    @Test
    void aDatabaseThatIsNotThereFails() {
        RuleResult result = new Trial("rules_no_such").ask("SOURCE_DATABASE_EXISTS");

        assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
        assertThat(result.message()).isEqualTo("the source has no database rules_no_such");
    }

    @Test
    void aTemplateIsMended() {
        Trial trial = Trial.fresh("rules_template");
        TestPostgres.source().execute("postgres", "ALTER DATABASE rules_template IS_TEMPLATE true");

        trial.failsUntilMended("SOURCE_DATABASE_EXISTS", RuleStatus.FAILED);
    }

    @Test
    void aClosedDatabaseIsMended() {
        Trial trial = Trial.fresh("rules_closed");
        TestPostgres.source()
                .execute("postgres", "ALTER DATABASE rules_closed ALLOW_CONNECTIONS false");

        trial.failsUntilMended("SOURCE_DATABASE_EXISTS", RuleStatus.FAILED);
    }

    @Test
    void everythingThatCannotBeReadIsListedAndGranted() {
        Trial trial =
                Trial.fresh(
                                "rules_rights",
                                "CREATE SCHEMA closed",
                                "CREATE TABLE " + HOSTILE + "(id serial)",
                                "CREATE TABLE closed.part(a int) PARTITION BY LIST (a)",
                                "CREATE MATERIALIZED VIEW m AS SELECT 1",
                                "SELECT lo_create(4711)")
                        .user(Side.SOURCE, "reader", "");

        RuleResult result = trial.failsUntilMended("SOURCE_RIGHTS", RuleStatus.FAILED);

        assertThat(result.objects())
                .containsExactly(
                        "schema closed",
                        "table closed.part",
                        "table public.m",
                        "table public.t\"; drop table x; -- ' \\ é",
                        "sequence public.t\"; drop table x; -- ' \\ é_id_seq",
                        "large object 4711");
    }

    @Test
    void rightsOnTablesThatDoNotMoveAreNotNeeded() {
        Trial trial =
                Trial.fresh("rules_filter", "CREATE TABLE secret(a int)", "CREATE TABLE t(a int)")
                        .user(Side.SOURCE, "filtered_reader", "");
        TestPostgres.source().execute("rules_filter", "GRANT SELECT ON t TO filtered_reader");
        filter(trial, "rules_filter", new TableFilter(List.of(), List.of("public.secre?")));

        assertThat(trial.ask("SOURCE_RIGHTS").status()).isEqualTo(RuleStatus.SUCCEEDED);
        assertThat(trial.ask("TABLES_SELECTED").message()).isEqualTo("1 of 2 tables move");

        filter(trial, "rules_filter", new TableFilter(List.of("other.*"), List.of()));
        assertThat(trial.ask("TABLES_SELECTED").status()).isEqualTo(RuleStatus.FAILED);
    }

    private static void filter(Trial trial, String database, TableFilter filter) {
        trial.databases = List.of(new DatabaseSpec(database, database, filter));
    }

    @Test
    void entriesOfFiltersThatMatchNoTableAreNamed() {
        Trial trial =
                Trial.fresh(
                        "rules_entries",
                        "CREATE TABLE t(a int)",
                        "CREATE TABLE \"odd*\"(a int)",
                        "CREATE VIEW v AS SELECT 1");
        filter(trial, "rules_entries", new TableFilter(List.of("t", "\"odd*\""), List.of("o*")));
        assertThat(trial.ask("FILTER_ENTRIES").status()).isEqualTo(RuleStatus.SUCCEEDED);

        filter(
                trial,
                "rules_entries",
                new TableFilter(List.of("t", "other.*"), List.of("gone", "go?e", "public.t")));
        RuleResult patterns = trial.ask("FILTER_ENTRIES");
        assertThat(patterns.status()).isEqualTo(RuleStatus.WARNING);
        assertThat(patterns.objects())
                .containsExactly("other.* (selected)", "gone (excluded)", "go?e (excluded)");

        filter(
                trial,
                "rules_entries",
                new TableFilter(List.of("T", "public.v", "\"ev*n\".t", "t", "x*"), List.of()));
        RuleResult names = trial.ask("FILTER_ENTRIES");
        assertThat(names.status()).isEqualTo(RuleStatus.FAILED);
        assertThat(names.message()).startsWith("3 tables ");
        assertThat(names.objects())
                .containsExactly(
                        "T (selected)",
                        "public.v (selected)",
                        "\"ev*n\".t (selected)",
                        "x* (selected)");
    }

    @Test
    void rowsThatPoliciesHideAreFoundAndMended() {
        Trial trial =
                Trial.fresh(
                                "rules_rows",
                                "CREATE TABLE hidden(a int)",
                                "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY",
                                "CREATE TABLE open(a int)")
                        .user(Side.SOURCE, "half_blind", "");
        TestPostgres.source()
                .execute(
                        "rules_rows",
                        "CREATE TABLE own(a int)",
                        "ALTER TABLE own ENABLE ROW LEVEL SECURITY",
                        "ALTER TABLE own OWNER TO half_blind",
                        "CREATE TABLE forced(a int)",
                        "ALTER TABLE forced ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
                        "ALTER TABLE forced OWNER TO half_blind");

        RuleResult result = trial.failsUntilMended("SOURCE_ROWS_VISIBLE", RuleStatus.FAILED);

        assertThat(result.objects()).containsExactly("public.forced", "public.hidden");
    }

    @Test
    void aTargetDatabaseWithContentIsInTheWayUntilItIsRenamed() {
        Trial trial = Trial.fresh("rules_collision");
        TestPostgres.target().recreate("rules_collision");
        TestPostgres.target()
                .execute("postgres", "DROP DATABASE IF EXISTS rules_collision_before_godwit");
        assertThat(trial.ask("TARGET_COLLISION").message()).contains("is empty and is replaced");
        TestPostgres.target().execute("rules_collision", "CREATE TABLE mine(a int)");

        RuleResult result = trial.failsUntilMended("TARGET_COLLISION", RuleStatus.FAILED);

        assertThat(result.objects()).containsExactly("1 relations");
        assertThat(TestPostgres.target().column("rules_collision_before_godwit", "TABLE mine"))
                .isEmpty();
    }

    @Test
    void aTargetDatabaseMayBeInTheWayWhereOverwritingIsAskedFor() throws SQLException {
        Trial trial = Trial.fresh("rules_overwrite");
        TestPostgres.target().recreate("rules_overwrite");
        trial.overwrite = true;
        assertThat(trial.ask("TARGET_COLLISION").status()).isEqualTo(RuleStatus.SUCCEEDED);
        TestPostgres.target().execute("rules_overwrite", "SELECT lo_create(1)");

        RuleResult unused = trial.ask("TARGET_COLLISION");
        assertThat(unused.status()).isEqualTo(RuleStatus.WARNING);
        assertThat(unused.objects()).containsExactly("1 large objects");
        assertThat(unused.fixes()).isEmpty();

        try (Connection _ = TestPostgres.target().connect("rules_overwrite")) {
            assertThat(trial.ask("TARGET_COLLISION").message())
                    .contains("its sessions, 1 now, are ended");
        }
    }

    @Test
    void whatNobodyMayLookIntoCountsAsContent() {
        Trial trial = Trial.fresh("rules_shut");
        TestPostgres.target().recreate("rules_shut");
        TestPostgres.target()
                .execute("postgres", "ALTER DATABASE rules_shut ALLOW_CONNECTIONS false");
        trial.overwrite = true;

        RuleResult result = trial.ask("TARGET_COLLISION");

        assertThat(result.status()).isEqualTo(RuleStatus.WARNING);
        assertThat(result.objects()).containsExactly("unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"template0", "template1", "postgres"})
    void databasesThatTheTargetNeedsAreNotReplaced(String name) {
        Trial trial = Trial.fresh("rules_needed");
        trial.databases = List.of(new DatabaseSpec("rules_needed", name, TableFilter.ALL));
        for (boolean overwrite : List.of(true, false)) {
            trial.overwrite = overwrite;

            RuleResult result = trial.ask("TARGET_COLLISION");

            assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
            assertThat(result.message()).contains("must not be replaced");
            assertThat(result.objects()).containsExactly(name);
            assertThat(result.fixes()).isEmpty();
        }
    }

    @Test
    void twoDatabasesOfOneFinalNameFail() {
        Trial trial = Trial.fresh("rules_twice");
        trial.databases =
                List.of(
                        new DatabaseSpec("rules_twice", "same", TableFilter.ALL),
                        new DatabaseSpec("postgres", "same", TableFilter.ALL));

        assertThat(trial.ask("TARGET_COLLISION").status()).isEqualTo(RuleStatus.FAILED);
    }

    @Test
    void anOldDatabaseOfSomebodyElsesIsMendedByMembership() {
        Trial trial = Trial.fresh("rules_not_mine").user(Side.TARGET, "new_owner", "CREATEDB");
        TestPostgres.target()
                .execute(
                        "postgres",
                        "DO $$ BEGIN CREATE ROLE old_owner; EXCEPTION WHEN duplicate_object THEN"
                                + " END $$",
                        "GRANT pg_signal_backend TO new_owner",
                        "CREATE DATABASE rules_not_mine OWNER old_owner");

        trial.failsUntilMended("TARGET_OVERWRITE_RIGHTS", RuleStatus.FAILED);
    }

    @Test
    void sessionsOfOthersOnTheOldDatabaseNeedTheRightToEndThem() {
        Trial trial = Trial.fresh("rules_signal").user(Side.TARGET, "no_signal", "CREATEDB");
        TestPostgres.target().execute("postgres", "CREATE DATABASE rules_signal OWNER no_signal");
        assertThat(trial.ask("TARGET_OVERWRITE_RIGHTS").status()).isEqualTo(RuleStatus.WARNING);
        try (Connection _ = TestPostgres.target().connect("rules_signal")) {
            RuleResult result =
                    trial.failsUntilMended("TARGET_OVERWRITE_RIGHTS", RuleStatus.FAILED);
            assertThat(result.objects()).containsExactly("postgres");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void rolesThatTheTargetLacksAreListedAndCreated() {
        TestPostgres.source()
                .execute(
                        "postgres",
                        "DROP DATABASE IF EXISTS rules_roles",
                        "DROP ROLE IF EXISTS \"owner \"\"x\", grantee, policied");
        TestPostgres.target()
                .execute("postgres", "DROP ROLE IF EXISTS \"owner \"\"x\", grantee, policied");
        TestPostgres.source()
                .execute(
                        "postgres",
                        "CREATE ROLE \"owner \"\"x\"",
                        "CREATE ROLE grantee LOGIN",
                        "CREATE ROLE policied");
        Trial trial =
                Trial.fresh(
                        "rules_roles",
                        "CREATE TABLE t(a int)",
                        "GRANT SELECT ON t TO grantee",
                        "CREATE POLICY p ON t TO policied",
                        "ALTER TABLE t OWNER TO \"owner \"\"x\"");

        trial.migrateRoles = true;
        assertThat(trial.ask("ROLES_PRESENT").objects()).hasSize(3);
        trial.migrateRoles = false;
        RuleResult result = trial.failsUntilMended("ROLES_PRESENT", RuleStatus.FAILED);

        assertThat(result.objects()).containsExactly("grantee", "owner \"x", "policied");
        assertThat(result.fixes().getFirst().sql()).contains("CREATE ROLE \"grantee\" LOGIN;");
    }

    @Test
    void ownersThatTheTargetsUserIsNotAMemberOfAreListedAndGranted() {
        String owner =
                "DO $$ BEGIN CREATE ROLE foreign_owner; EXCEPTION WHEN duplicate_object THEN END"
                        + " $$";
        TestPostgres.source().execute("postgres", owner);
        TestPostgres.target().execute("postgres", owner);
        Trial trial =
                Trial.fresh(
                                "rules_owners",
                                "CREATE TABLE t(a int)",
                                "ALTER TABLE t OWNER TO foreign_owner",
                                "ALTER DATABASE rules_owners OWNER TO foreign_owner",
                                "ALTER SCHEMA public OWNER TO foreign_owner")
                        .user(Side.TARGET, "outsider", "CREATEDB");

        RuleResult result = trial.failsUntilMended("TARGET_OWNERS", RuleStatus.FAILED);

        assertThat(result.objects()).containsExactly("foreign_owner");
    }

    @Test
    void anExtensionThatTheTargetCannotCreateIsNamed() {
        Trial trial = Trial.fresh("rules_extensions", "CREATE EXTENSION IF NOT EXISTS pgcrypto");
        assertThat(trial.ask("EXTENSIONS_AVAILABLE").status()).isEqualTo(RuleStatus.SUCCEEDED);
        TestPostgres.source()
                .execute(
                        "rules_extensions",
                        "UPDATE pg_extension SET extname = 'nowhere' WHERE extname = 'pgcrypto'");

        RuleResult result = trial.ask("EXTENSIONS_AVAILABLE");

        assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
        assertThat(result.objects()).containsExactly("nowhere");
    }

    @Test
    void anExtensionThatOnlySuperusersCreateIsWarnedAbout() {
        Trial trial =
                Trial.fresh("rules_untrusted", "CREATE EXTENSION pageinspect")
                        .user(Side.TARGET, "no_superuser", "CREATEDB CREATEROLE");

        RuleResult result = trial.ask("EXTENSIONS_AVAILABLE");

        assertThat(result.status()).isEqualTo(RuleStatus.WARNING);
        assertThat(result.objects()).containsExactly("pageinspect");
    }

    @Test
    void aLibraryThatMustBeLoadedIsNamedWithTheSetting() {
        Trial trial = Trial.fresh("rules_library", "CREATE EXTENSION pg_stat_statements");

        RuleResult result = trial.ask("EXTENSION_LIBRARIES");

        assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
        assertThat(result.fixes().getFirst().sql())
                .startsWith("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements';");
    }

    @Test
    void aCollationThatTheTargetLacksIsNamedWithWhatUsesIt() {
        Trial trial =
                Trial.fresh(
                        "rules_collations",
                        "CREATE COLLATION pg_catalog.klingon (locale = 'C')",
                        "CREATE COLLATION public.mine (locale = 'C')",
                        "CREATE TABLE t(a text COLLATE pg_catalog.klingon, b text COLLATE mine)",
                        "CREATE DOMAIN d AS text COLLATE pg_catalog.klingon");

        RuleResult result = trial.ask("COLLATIONS_AVAILABLE");

        assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
        assertThat(result.objects()).containsExactly("pg_catalog.klingon in public.d, public.t.a");
    }

    @Test
    void aLocaleThatTheTargetLacksIsNamed() {
        Trial trial = Trial.fresh("rules_locale");
        TestPostgres.source()
                .execute(
                        "rules_locale",
                        "UPDATE pg_database SET datctype = 'tlh_QO.UTF-8'"
                                + " WHERE datname = 'rules_locale'");
        RuleResult result;
        try {
            result = trial.ask("COLLATIONS_AVAILABLE");
        } finally {
            TestPostgres.source().execute("postgres", "DROP DATABASE rules_locale WITH (FORCE)");
        }
        assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
    }

    @Test
    void bytesWithoutAnEncodingAreWarnedAbout() {
        TestPostgres.source()
                .execute(
                        "postgres",
                        "DROP DATABASE IF EXISTS rules_ascii",
                        "CREATE DATABASE rules_ascii ENCODING SQL_ASCII LC_COLLATE 'C' LC_CTYPE"
                                + " 'C' TEMPLATE template0");

        assertThat(new Trial("rules_ascii").ask("ENCODING_SUPPORTED").status())
                .isEqualTo(RuleStatus.WARNING);
    }

    @Test
    void aDatabaseIsNotMigratedOntoItself() {
        Trial trial = Trial.fresh("rules_same");
        trial.target = trial.source;
        trial.overwrite = true;
        assertThat(trial.ask("SAME_SERVER_TRAP").status()).isEqualTo(RuleStatus.FAILED);

        trial.databases = List.of(new DatabaseSpec("rules_same", "another", TableFilter.ALL));
        assertThat(trial.ask("SAME_SERVER_TRAP").status()).isEqualTo(RuleStatus.SUCCEEDED);
    }

    @Test
    void aSchemaOfGodwitsNameIsRenamed() {
        Trial trial = Trial.fresh("rules_marker", "CREATE SCHEMA _godwit");

        trial.failsUntilMended("MARKER_SCHEMA", RuleStatus.FAILED);
    }

    @Test
    void unloggedTablesAndInvalidIndexesAreWarnedAboutAndMended() {
        Trial trial =
                Trial.fresh(
                        "rules_warnings",
                        "CREATE UNLOGGED TABLE " + HOSTILE + "(a int)",
                        "CREATE TABLE logged(a int)",
                        "CREATE INDEX broken ON logged(a)",
                        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass");

        trial.failsUntilMended("UNLOGGED_TABLES", RuleStatus.WARNING);
        trial.failsUntilMended("INVALID_INDEXES", RuleStatus.WARNING);
    }

    @Test
    void whatLeavesItsTablespaceIsNamedUntilItIsMoved() {
        String tablespace = "\"rules \"\"space\"";
        TestPostgres.source()
                .execute(
                        "postgres",
                        "SET allow_in_place_tablespaces = on",
                        "CREATE TABLESPACE " + tablespace + " LOCATION ''");
        Trial trial =
                Trial.fresh(
                        "rules_tablespaces",
                        "CREATE TABLE " + HOSTILE + "(a int) TABLESPACE " + tablespace);

        RuleResult result = trial.ask("TABLESPACES");

        assertThat(result.status()).isEqualTo(RuleStatus.WARNING);
        assertThat(result.objects()).containsExactly("public." + HOSTILE + " in " + tablespace);
        TestPostgres.source()
                .execute(
                        "rules_tablespaces",
                        "ALTER TABLE " + HOSTILE + " SET TABLESPACE pg_default",
                        "DROP TABLESPACE " + tablespace);
        assertThat(trial.ask("TABLESPACES").status()).isEqualTo(RuleStatus.SUCCEEDED);
    }

    @Test
    void subscriptionsAndManyLargeObjectsAreWarnedAbout() {
        Trial trial =
                Trial.fresh(
                        "rules_left",
                        "CREATE SUBSCRIPTION left_behind CONNECTION 'dbname=x' PUBLICATION p"
                                + " WITH (connect = false, slot_name = NONE)",
                        "SELECT count(lo_create(i::oid)) FROM generate_series(1, 100001) i");
        try {
            assertThat(trial.ask("SUBSCRIPTIONS").objects()).containsExactly("left_behind");
            assertThat(trial.ask("LARGE_OBJECTS").status()).isEqualTo(RuleStatus.WARNING);
        } finally {
            TestPostgres.source().execute("rules_left", "DROP SUBSCRIPTION left_behind");
        }
    }

    @Test
    void whatOnlySuperusersCreateFailsForOthers() {
        Trial trial =
                Trial.fresh(
                                "rules_superuser",
                                "CREATE FUNCTION c(text) RETURNS text LANGUAGE internal AS 'upper'",
                                "CREATE FUNCTION l() RETURNS int LANGUAGE sql LEAKPROOF AS 'SELECT 1'",
                                "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS"
                                        + " 'BEGIN END'",
                                "CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION"
                                        + " e()")
                        .user(Side.TARGET, "ordinary", "CREATEDB");

        assertThat(trial.ask("SUPERUSER_OBJECTS").objects())
                .containsExactly(
                        "function public.c(text) in language internal",
                        "function public.l(), marked leakproof");
        assertThat(trial.ask("EVENT_TRIGGERS").status()).isEqualTo(RuleStatus.WARNING);
    }

    @Test
    void passwordsOfUserMappingsThatCannotBeReadAreWarnedAbout() {
        Trial trial =
                Trial.fresh(
                                "rules_mappings",
                                "CREATE EXTENSION postgres_fdw",
                                "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw",
                                "CREATE USER MAPPING FOR postgres SERVER far"
                                        + " OPTIONS (user 'u', password 'hush-hush')")
                        .user(Side.SOURCE, "mapping_reader", "");

        RuleResult result = trial.ask("USER_MAPPINGS");

        assertThat(result.status()).isEqualTo(RuleStatus.WARNING);
        assertThat(result.objects()).containsExactly("postgres on far");
    }

    @Test
    void thousandsOfTablesAreCheckedLikeOne() {
        Trial trial =
                Trial.fresh(
                        "rules_many",
                        """
                        DO $$ BEGIN FOR i IN 1..2000 LOOP
                          EXECUTE format('CREATE TABLE t%s(id serial PRIMARY KEY, v text)', i);
                        END LOOP; END $$\
                        """);

        assertThat(trial.all())
                .allSatisfy(result ->
                        assertThat(result.status())
                                .as(result.toString())
                                .isEqualTo(RuleStatus.SUCCEEDED));
    }
}
