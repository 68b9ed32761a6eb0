package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the objects of a database mean for a migration.
class ObjectRulesTest {
    private static final String HOSTILE = "\"t\"\"; drop table x; -- ' \\ é\"";

    @Test
    void tablesThatAreLockedAreNamedUntilTheSessionIsEnded() throws SQLException {
        Trial trial = Trial.fresh("objects_locked", "CREATE TABLE " + HOSTILE + "(a int)");
        try (Connection connection = TestPostgres.source().connect("objects_locked");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE " + HOSTILE);

            RuleResult result = trial.failsUntilMended("LOCKED_TABLES", RuleStatus.WARNING);

            assertThat(result.objects().getFirst())
                    .startsWith("public.\"t\"\"; drop table x; -- ' \\ é\" by postgres, process ");
        } catch (SQLException closedByTheServer) {
            assertThat(closedByTheServer.getSQLState()).startsWith("08");
        }
    }

    @Test
    void constraintsThatNobodyValidatedAreValidated() {
        Trial trial =
                Trial.fresh(
                        "objects_constraints",
                        "CREATE TABLE " + HOSTILE + "(a int)",
                        "ALTER TABLE "
                                + HOSTILE
                                + " ADD CONSTRAINT \"c\"\"x\" CHECK (a > 0)"
                                + " NOT VALID");

        assertThat(trial.failsUntilMended("CONSTRAINTS_VALID", RuleStatus.WARNING).objects())
                .containsExactly("c\"x on public.t\"; drop table x; -- ' \\ é");
    }

    @Test
    void foreignKeysThatAreSwitchedOffAreFoundWithTheRowsThatBreakThem() {
        Trial trial =
                Trial.fresh(
                        "objects_keys",
                        "CREATE TABLE parent(a int, b text, PRIMARY KEY (a, b))",
                        "CREATE TABLE "
                                + HOSTILE
                                + "(x int, y text,"
                                + " FOREIGN KEY (x, y) REFERENCES parent(a, b))");
        assertThat(trial.ask("CONSTRAINT_TRIGGERS").status()).isEqualTo(RuleStatus.SUCCEEDED);
        TestPostgres.source()
                .execute(
                        "objects_keys",
                        "ALTER TABLE " + HOSTILE + " DISABLE TRIGGER ALL",
                        "INSERT INTO " + HOSTILE + " VALUES (1, 'one'), (2, NULL)");

        RuleResult broken = trial.ask("FOREIGN_KEYS_HOLD");
        assertThat(broken.status()).isEqualTo(RuleStatus.FAILED);
        assertThat(broken.objects()).singleElement().asString().endsWith(": 1 rows");
        TestPostgres.source().execute("objects_keys", "DELETE FROM " + HOSTILE + " WHERE x = 1");
        assertThat(trial.ask("FOREIGN_KEYS_HOLD").status()).isEqualTo(RuleStatus.SUCCEEDED);
        trial.failsUntilMended("CONSTRAINT_TRIGGERS", RuleStatus.WARNING);
    }

    @Test
    void whatOnlySuperusersCreateIsMendedByMakingTheUserOne() {
        Trial trial =
                Trial.fresh(
                                "objects_superuser",
                                "CREATE TYPE pair AS (a int, b int)",
                                "CREATE CAST (date AS integer) WITHOUT FUNCTION",
                                "CREATE LANGUAGE plbare HANDLER plpgsql_call_handler",
                                "CREATE PUBLICATION everything FOR ALL TABLES",
                                "CREATE FUNCTION c(text) RETURNS text LANGUAGE internal AS 'upper'")
                        .user(Side.TARGET, "ordinary_creator", "CREATEDB");

        for (String code : List.of("USER_CASTS", "LANGUAGES_AVAILABLE", "SUPERUSER_OBJECTS")) {
            trial.failsUntilMended(code, RuleStatus.FAILED);
            TestPostgres.target().execute("postgres", "ALTER ROLE ordinary_creator NOSUPERUSER");
        }
        trial.failsUntilMended("PUBLICATIONS", RuleStatus.WARNING);
    }

    @Test
    void grantsOnSystemCatalogsAreRevoked() {
        Trial trial = Trial.fresh("objects_grants").user(Side.SOURCE, "catalog_reader", "");
        TestPostgres.source()
                .execute(
                        "objects_grants",
                        "GRANT SELECT ON pg_catalog.pg_statistic TO catalog_reader",
                        "GRANT SELECT ON pg_catalog.pg_hba_file_rules TO PUBLIC");

        RuleResult result = trial.failsUntilMended("CATALOG_GRANTS", RuleStatus.WARNING);

        assertThat(result.objects())
                .containsExactly(
                        "SELECT on pg_catalog.pg_hba_file_rules to everybody",
                        "SELECT on pg_catalog.pg_statistic to catalog_reader");
    }

    @Test
    void tablesThatArePartitionedByTheHashOfAnEnumAreNamed() {
        Trial trial =
                Trial.fresh(
                        "objects_hashes",
                        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                        "CREATE DOMAIN moods AS mood[]",
                        "CREATE TYPE pair AS (a int, b moods)",
                        "CREATE TABLE by_value(a int, b mood) PARTITION BY HASH (a, b)",
                        "CREATE TABLE by_domain(a moods) PARTITION BY HASH (a)",
                        "CREATE TABLE by_pair(a pair) PARTITION BY HASH (a)",
                        "CREATE TABLE by_expression(a mood)"
                                + " PARTITION BY HASH ((coalesce(a, 'ok'::mood)))",
                        "CREATE TABLE by_number(a int, b mood) PARTITION BY HASH (a)",
                        "CREATE TABLE by_text(a text) PARTITION BY HASH (a)",
                        "CREATE TABLE listed(a mood) PARTITION BY LIST (a)",
                        "CREATE TABLE excluded(a mood) PARTITION BY HASH (a)");
        exclude(trial, "excluded");

        RuleResult result = trial.ask("ENUM_HASH_PARTITIONS");

        assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
        assertThat(result.objects())
                .containsExactly(
                        "public.by_domain by HASH (a)",
                        "public.by_expression by HASH (COALESCE(a, 'ok'::public.mood))",
                        "public.by_pair by HASH (a)",
                        "public.by_value by HASH (a, b)");
        exclude(trial, "excluded", "by_value", "by_domain", "by_pair", "by_expression");
        assertThat(trial.ask("ENUM_HASH_PARTITIONS").status()).isEqualTo(RuleStatus.SUCCEEDED);
    }

    private static void exclude(Trial trial, String... tables) {
        String database = trial.databases.getFirst().name();
        TableFilter filter = new TableFilter(List.of(), List.of(tables));
        trial.databases = List.of(new DatabaseSpec(database, database, filter));
    }

    @Test
    void rowsThatADumpLeavesToTheExtensionAreNamed() {
        Trial trial =
                Trial.fresh(
                                "objects_members",
                                "CREATE TABLE empty AS SELECT 1 AS a",
                                "DELETE FROM empty",
                                "CREATE TABLE hidden AS SELECT 1 AS a",
                                "CREATE TABLE " + HOSTILE + " AS SELECT 1 AS a",
                                "ALTER EXTENSION plpgsql ADD TABLE empty",
                                "ALTER EXTENSION plpgsql ADD TABLE hidden",
                                "GRANT SELECT ON empty, " + HOSTILE + " TO PUBLIC")
                        .user(Side.SOURCE, "members_reader", "");
        String move = "ALTER EXTENSION plpgsql %s TABLE " + HOSTILE;
        assertThat(trial.ask("EXTENSION_STATE").objects())
                .containsExactly("table public.hidden of plpgsql");
        TestPostgres.source().execute("objects_members", move.formatted("ADD"));

        RuleResult result = trial.ask("EXTENSION_STATE");

        assertThat(result.status()).isEqualTo(RuleStatus.WARNING);
        assertThat(result.message())
                .isEqualTo("2 tables belong to extensions, and their rows do not move");
        assertThat(result.objects())
                .containsExactly(
                        "table public.hidden of plpgsql",
                        "table public.t\"; drop table x; -- ' \\ é of plpgsql");
        TestPostgres.source()
                .execute(
                        "objects_members",
                        move.formatted("DROP"),
                        "ALTER EXTENSION plpgsql DROP TABLE hidden");
        assertThat(trial.ask("EXTENSION_STATE").status()).isEqualTo(RuleStatus.SUCCEEDED);
    }

    @Test
    void whatNeedsATableThatStaysIsNamed() {
        Trial trial =
                Trial.fresh(
                        "objects_filter",
                        "CREATE TABLE kept(id int PRIMARY KEY)",
                        "CREATE TABLE " + HOSTILE + "(id int PRIMARY KEY, k int REFERENCES kept)",
                        "CREATE VIEW sees AS SELECT * FROM " + HOSTILE,
                        "CREATE MATERIALIZED VIEW sees_too AS SELECT count(*) FROM sees",
                        "CREATE FUNCTION takes("
                                + HOSTILE
                                + ") RETURNS int LANGUAGE sql AS"
                                + " 'SELECT 1'",
                        "ALTER TABLE kept ADD other int REFERENCES " + HOSTILE);
        assertThat(trial.ask("FILTER_DEPENDANTS").status()).isEqualTo(RuleStatus.SUCCEEDED);
        trial.databases =
                List.of(
                        new DatabaseSpec(
                                "objects_filter",
                                "objects_filter",
                                new TableFilter(List.of("kept"), List.of())));

        RuleResult result = trial.ask("FILTER_DEPENDANTS");

        assertThat(result.status()).isEqualTo(RuleStatus.WARNING);
        assertThat(result.objects())
                .anyMatch(object -> object.startsWith("constraint kept_other_fkey"))
                .anyMatch(object -> object.startsWith("function public.takes"))
                .anyMatch(object -> object.startsWith("materialized view public.sees_too"))
                .anyMatch(object -> object.startsWith("view public.sees"))
                .hasSize(4);
    }

    @Test
    void aCollationThatHasChangedIsRefreshed() {
        Trial trial =
                Trial.fresh(
                        "objects_collations",
                        "CREATE COLLATION public.\"c\"\"x\" (provider = icu, locale = 'de')",
                        "CREATE TABLE t(a text COLLATE \"c\"\"x\")");
        assertThat(trial.ask("COLLATIONS_CURRENT").status()).isEqualTo(RuleStatus.SUCCEEDED);
        TestPostgres.source()
                .execute(
                        "objects_collations",
                        "UPDATE pg_collation SET collversion = '1' WHERE collname = 'c\"x'");

        assertThat(trial.failsUntilMended("COLLATIONS_CURRENT", RuleStatus.WARNING).objects())
                .containsExactly("collation public.c\"x");
    }

    @Test
    void whatNeedsTheTargetsMachineOrNetworkIsNamed() {
        Trial trial =
                Trial.fresh(
                        "objects_elsewhere",
                        "CREATE EXTENSION postgres_fdw",
                        "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw",
                        "CREATE TEXT SEARCH DICTIONARY stops (TEMPLATE = simple,"
                                + " StopWords = english)",
                        "CREATE TABLE t(a int)",
                        "INSERT INTO pg_seclabel VALUES ('t'::regclass, 'pg_class'::regclass, 0,"
                                + " 'dummy', 'secret')");

        assertThat(trial.ask("FOREIGN_SERVERS").objects()).containsExactly("far by postgres_fdw");
        assertThat(trial.ask("TEXT_SEARCH_FILES").objects())
                .containsExactly("public.stops: stopwords = 'english'");
        assertThat(trial.ask("SECURITY_LABELS").objects())
                .containsExactly("table public.t (dummy)");
        TestPostgres.source()
                .execute(
                        "objects_elsewhere",
                        "DROP EXTENSION postgres_fdw CASCADE",
                        "DROP TEXT SEARCH DICTIONARY stops",
                        "DELETE FROM pg_seclabel");
        for (String code : List.of("FOREIGN_SERVERS", "TEXT_SEARCH_FILES", "SECURITY_LABELS")) {
            assertThat(trial.ask(code).status()).as(code).isEqualTo(RuleStatus.SUCCEEDED);
        }
    }

    @Test
    void extensionsThatNeedCareAreNamed() throws IOException {
        install("pg_cron", "1.6", "");
        install("godwit_aged", "1.2", "");
        upgrade("godwit_aged", "1.10");
        install("godwit_placed", "1.0", "relocatable = true\n");
        Trial trial = Trial.fresh("objects_extensions");
        for (String code : List.of("EXTENSION_STATE", "EXTENSION_VERSIONS", "EXTENSION_SCHEMAS")) {
            assertThat(trial.ask(code).status()).as(code).isEqualTo(RuleStatus.SUCCEEDED);
        }
        TestPostgres.source()
                .execute(
                        "objects_extensions",
                        "CREATE EXTENSION pg_cron",
                        "CREATE EXTENSION godwit_aged VERSION '1.10'",
                        "CREATE EXTENSION godwit_placed SCHEMA pg_catalog");

        assertThat(trial.ask("EXTENSION_STATE").objects()).containsExactly("pg_cron");
        assertThat(trial.ask("EXTENSION_VERSIONS").objects())
                .containsExactly("godwit_aged is 1.10 on the source, 1.2 on the target");
        trial.failsUntilMended("EXTENSION_SCHEMAS", RuleStatus.WARNING);
    }

    /// Extensions with nothing in them, on the servers of the test.
    private static void install(String name, String version, String more) throws IOException {
        Files.writeString(
                folder().resolve(name + ".control"),
                "default_version = '" + version + "'\n" + more);
        upgrade(name, version);
    }

    private static void upgrade(String name, String version) throws IOException {
        Files.writeString(folder().resolve(name + "--" + version + ".sql"), "SELECT 1;\n");
    }

    private static Path folder() {
        return Path.of(
                TestPostgres.source()
                                .value(
                                        "postgres",
                                        "SELECT setting FROM pg_config WHERE name = 'SHAREDIR'")
                        + "/extension");
    }
}
