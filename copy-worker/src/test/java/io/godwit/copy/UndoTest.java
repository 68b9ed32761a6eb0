package io.godwit.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.testing.Rehearsal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The target becomes as it was, and nothing of anybody else's is touched.
class UndoTest {
    private static final TestPostgres SOURCE = TestPostgres.source();
    private static final TestPostgres TARGET = TestPostgres.target();

    private static Rehearsal rehearsal(String database, boolean overwrite) {
        SOURCE.recreate(database);
        SOURCE.execute(database, "CREATE TABLE new_one (a int PRIMARY KEY)");
        DatabaseSpec spec = new DatabaseSpec(database, database, TableFilter.ALL);
        return new Rehearsal(database.replace('_', '-'), spec, overwrite);
    }

    private static void toSwap(Rehearsal rehearsal) {
        rehearsal.fill();
        rehearsal.swap();
    }

    private static List<String> tables(String database) {
        return TARGET.column(
                database,
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace");
    }

    private static List<String> databases() {
        return TARGET.column("postgres", "SELECT datname FROM pg_database WHERE NOT datistemplate");
    }

    @Test
    void anOverwrittenDatabaseComesBackThoughPeopleAreInIt() throws Exception {
        String database = "comes_back";
        TARGET.recreate(database);
        TARGET.execute(database, "CREATE TABLE old_one (a int)");
        try (Rehearsal rehearsal = rehearsal(database, true);
                Connection inTheOld = TARGET.connect(database)) {
            toSwap(rehearsal);
            assertThat(inTheOld.isValid(1)).isFalse();
            assertThat(tables(database)).containsExactly("new_one");
            assertThat(databases()).contains(rehearsal.aside());

            try (Connection inTheNew = TARGET.connect(database)) {
                rehearsal.undo();
                assertThat(inTheNew.isValid(1)).isFalse();
            }
            assertThat(tables(database)).containsExactly("old_one");
            rehearsal.undo();
            assertThat(tables(database)).containsExactly("old_one");
            assertThat(databases()).noneMatch(name -> name.startsWith("godwit"));
        }
    }

    @Test
    void anOverwrittenDatabaseIsDroppedInTheEnd() throws Exception {
        String database = "is_dropped";
        TARGET.recreate(database);
        TARGET.execute(database, "CREATE TABLE old_one (a int)");
        try (Rehearsal rehearsal = rehearsal(database, true)) {
            toSwap(rehearsal);
            rehearsal.tidy();
            assertThat(tables(database)).containsExactly("new_one");
            assertThat(databases()).doesNotContain(rehearsal.aside());
            assertThatThrownBy(rehearsal::undo).isInstanceOf(MigrationException.class);
            assertThat(tables(database)).containsExactly("new_one");
        }
    }

    @Test
    void aDatabaseWithContentIsNotOverwrittenUnasked() throws Exception {
        String database = "stays";
        TARGET.recreate(database);
        TARGET.execute(database, "CREATE TABLE old_one (a int)");
        try (Rehearsal rehearsal = rehearsal(database, false)) {
            assertThatThrownBy(() -> toSwap(rehearsal))
                    .isInstanceOfSatisfying(
                            MigrationException.class,
                            e ->
                                    assertThat(e.failure().code())
                                            .isEqualTo(FailureCode.TARGET_DATABASE_EXISTS));
            rehearsal.undo();
            assertThat(tables(database)).containsExactly("old_one");
            assertThat(databases()).noneMatch(name -> name.startsWith("godwit"));
        }
    }

    @Test
    void anEmptyDatabaseMakesRoom() throws Exception {
        String database = "was_empty";
        TARGET.recreate(database);
        try (Rehearsal rehearsal = rehearsal(database, false)) {
            toSwap(rehearsal);
            rehearsal.tidy();
            assertThat(tables(database)).containsExactly("new_one");
        }
    }

    @Test
    void anAttemptThatWasKilledAfterItClosedTheEmptyDatabaseIsTakenUp() throws Exception {
        String database = "closed_already";
        TARGET.recreate(database);
        try (Rehearsal rehearsal = rehearsal(database, false)) {
            rehearsal.fill();
            TARGET.execute("postgres", "ALTER DATABASE closed_already ALLOW_CONNECTIONS false");

            rehearsal.swap();

            rehearsal.tidy();
            assertThat(tables(database)).containsExactly("new_one");
        }
    }

    @Test
    void aDatabaseThatSomebodyMadeSinceIsNotDropped() throws Exception {
        String database = "made_since";
        TARGET.execute("postgres", "DROP DATABASE IF EXISTS made_since");
        try (Rehearsal rehearsal = rehearsal(database, false)) {
            toSwap(rehearsal);
            TARGET.recreate(database);
            TARGET.execute(database, "CREATE TABLE theirs (a int)");
            rehearsal.undo();
            assertThat(tables(database)).containsExactly("theirs");
        }
    }

    @Test
    void rolesGoAgainAndNobodyElses() throws SQLException {
        String database = "with_roles";
        SOURCE.execute(
                "postgres",
                "DROP ROLE IF EXISTS \"group; role\", undo_member, undo_both",
                "CREATE ROLE \"group; role\" CREATEDB SUPERUSER",
                "CREATE ROLE undo_member LOGIN PASSWORD 'it''s secret' CONNECTION LIMIT 3 VALID UNTIL '2040-01-01' BYPASSRLS",
                "CREATE ROLE undo_both",
                "GRANT \"group; role\" TO undo_member WITH ADMIN OPTION",
                "GRANT pg_monitor TO undo_both",
                "ALTER ROLE undo_member SET search_path TO \"a, b\", public",
                "ALTER ROLE undo_member SET no.such_setting TO 'x'",
                "COMMENT ON ROLE undo_member IS 'a member'");
        TARGET.execute(
                "postgres",
                "DROP ROLE IF EXISTS \"group; role\", undo_member, undo_both",
                "CREATE ROLE undo_both LOGIN");
        try (Rehearsal rehearsal = rehearsal(database, false)) {
            rehearsal.prepareRoles();
            rehearsal.nextAttempt();
            rehearsal.prepareRoles();
            String role =
                    "SELECT ROW(rolsuper, rolcreatedb, rolcanlogin, rolbypassrls, rolconnlimit, rolvaliduntil = '2040-01-01 Asia/Kathmandu', rolpassword, shobj_description(oid, 'pg_authid'), (SELECT setconfig FROM pg_db_role_setting WHERE setrole = r.oid)) FROM pg_authid r WHERE rolname = ";
            assertThat(TARGET.value("postgres", role + "'undo_member'"))
                    .isEqualTo(SOURCE.value("postgres", role + "'undo_member'"));
            assertThat(
                            TARGET.value(
                                    "postgres",
                                    "SELECT rolsuper FROM pg_roles WHERE rolname = 'group; role'"))
                    .isEqualTo("f");
            String memberships =
                    "SELECT ROW(roleid::regrole, member::regrole, admin_option) FROM pg_auth_members WHERE member::regrole::text LIKE 'undo_%' ORDER BY 1";
            assertThat(TARGET.column("postgres", memberships))
                    .hasSize(2)
                    .isEqualTo(SOURCE.column("postgres", memberships));
            assertThat(rehearsal.notices()).contains("ROLE_ATTRIBUTE_NOT_MOVED");

            rehearsal.undo();
            rehearsal.undo();
            assertThat(TARGET.column("postgres", "SELECT rolname FROM pg_roles"))
                    .contains("undo_both")
                    .doesNotContain("undo_member", "group; role");
            assertThat(TARGET.column("postgres", memberships)).isEmpty();
        }
    }

    @Test
    void aRoleThatAnotherDatabaseUsesStaysAndIsTold() throws SQLException {
        String database = "with_used_role";
        SOURCE.execute("postgres", "DROP ROLE IF EXISTS undo_used", "CREATE ROLE undo_used");
        TARGET.recreate("uses_role");
        TARGET.execute("postgres", "DROP ROLE IF EXISTS undo_used");
        try (Rehearsal rehearsal = rehearsal(database, false)) {
            rehearsal.prepareRoles();
            TARGET.execute("uses_role", "CREATE SCHEMA theirs AUTHORIZATION undo_used");

            rehearsal.undo();

            assertThat(rehearsal.objects("ROLE_NOT_DROPPED"))
                    .singleElement()
                    .asString()
                    .contains("undo_used", "database uses_role");
            assertThat(TARGET.column("postgres", "SELECT rolname FROM pg_roles"))
                    .contains("undo_used");
        } finally {
            TARGET.execute("postgres", "DROP DATABASE uses_role", "DROP ROLE undo_used");
            SOURCE.execute("postgres", "DROP ROLE undo_used");
        }
    }
}
