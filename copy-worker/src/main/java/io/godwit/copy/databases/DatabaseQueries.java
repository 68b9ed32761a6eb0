package io.godwit.copy.databases;

import io.godwit.common.postgres.Quote;
import io.godwit.common.postgres.ServerVersion;

/// The SQL about databases as wholes.
final class DatabaseQueries {
    static final String OID = "SELECT oid::int8 FROM pg_database WHERE datname = ?";

    /// Staging databases of one migration and database, whatever their generation.
    static final String WITH_PREFIX =
            "SELECT datname FROM pg_database WHERE left(datname, length(?)) = ? ORDER BY datname";

    static final String LOCK =
            "SELECT pg_advisory_lock(hashtext('godwit staging'), hashtext(?))::text";

    static final String IS_TEMPLATE = "SELECT datistemplate FROM pg_database WHERE datname = ?";

    static final String LIMITS =
            "SELECT datconnlimit, datistemplate FROM pg_database WHERE datname = ?";

    static final String TERMINATE = "SELECT pg_terminate_backend(?)";

    /// Whether anybody has made anything in the current database.
    static final String HAS_OBJECTS =
            """
            WITH members AS (
                SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
            ), user_schemas AS (
                SELECT oid, nspname FROM pg_namespace
                 WHERE nspname <> 'information_schema' AND nspname !~ '^pg_'
                   AND (%1$s, oid) NOT IN (SELECT classid, objid FROM members)
            )
            SELECT EXISTS (SELECT FROM user_schemas WHERE nspname <> 'public')
                OR EXISTS (SELECT FROM pg_class c JOIN user_schemas s ON s.oid = c.relnamespace
                            WHERE (%2$s, c.oid) NOT IN (SELECT classid, objid FROM members)
                              AND c.relkind NOT IN ('i', 'I', 't'))
                OR EXISTS (SELECT FROM pg_proc p JOIN user_schemas s ON s.oid = p.pronamespace
                            WHERE (%3$s, p.oid) NOT IN (SELECT classid, objid FROM members))
                OR EXISTS (SELECT FROM pg_type t JOIN user_schemas s ON s.oid = t.typnamespace
                            WHERE (%4$s, t.oid) NOT IN (SELECT classid, objid FROM members)
                              AND t.typrelid = 0 AND t.typcategory <> 'A')
                OR EXISTS (SELECT FROM pg_extension WHERE extname <> 'plpgsql')
                OR EXISTS (SELECT FROM pg_largeobject_metadata)
            """
                    .formatted(
                            "'pg_namespace'::regclass",
                            "'pg_class'::regclass",
                            "'pg_proc'::regclass",
                            "'pg_type'::regclass");

    private DatabaseQueries() {}

    /// Autovacuum gives way by itself; nobody but a superuser may end it.
    static String sessions(ServerVersion version) {
        return """
        SELECT pid FROM pg_stat_activity
         WHERE datname = ? AND pid <> pg_backend_pid() AND %s
        """
                .formatted(
                        version.atLeast(10)
                                ? "backend_type <> 'autovacuum worker'"
                                : "query NOT LIKE 'autovacuum:%'");
    }

    static String creation(ServerVersion version) {
        return """
        SELECT pg_encoding_to_char(encoding), datcollate, datctype, %s, %s, %s
          FROM pg_database WHERE datname = current_database()
        """
                .formatted(
                        version.atLeast(15) ? "datlocprovider::text" : "'c'",
                        version.atLeast(17)
                                ? "datlocale"
                                : version.atLeast(15) ? "daticulocale" : "NULL::text",
                        version.atLeast(16) ? "daticurules" : "NULL::text");
    }

    static String drop(String database) {
        return "DROP DATABASE IF EXISTS " + Quote.identifier(database);
    }

    static String rename(String from, String to) {
        return "ALTER DATABASE %s RENAME TO %s"
                .formatted(Quote.identifier(from), Quote.identifier(to));
    }

    static String allowConnections(String database, boolean allowed) {
        return "ALTER DATABASE %s WITH ALLOW_CONNECTIONS %s"
                .formatted(Quote.identifier(database), allowed);
    }

    static String limits(String database, int connections, boolean template) {
        return "ALTER DATABASE %s WITH CONNECTION LIMIT %d IS_TEMPLATE %s"
                .formatted(Quote.identifier(database), connections, template);
    }

    static String noTemplate(String database) {
        return "ALTER DATABASE %s WITH IS_TEMPLATE false".formatted(Quote.identifier(database));
    }
}
