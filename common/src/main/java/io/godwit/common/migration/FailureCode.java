package io.godwit.common.migration;

import static io.godwit.common.migration.FailureKind.INTERNAL;
import static io.godwit.common.migration.FailureKind.SOURCE;
import static io.godwit.common.migration.FailureKind.TARGET;
import static io.godwit.common.migration.FailureKind.TRANSIENT;
import static io.godwit.common.migration.FailureKind.USER;

/// Every failure has one stable code; its name is what users, scripts and alerts see.
public enum FailureCode {
    INVALID_REQUEST(USER, 400, "Correct the request as the detail says and send it again."),
    UNAUTHORIZED(USER, 401, "Send the API token as a bearer token."),
    MIGRATION_NOT_FOUND(USER, 404, "List the migrations to see their names."),
    DATABASE_NOT_IN_MIGRATION(USER, 404, "Show the migration to see its databases."),
    MIGRATION_EXISTS(USER, 409, "Choose another name, or delete the ended migration first."),
    IDEMPOTENCY_KEY_REUSED(USER, 422, "Use a new idempotency key for a different request."),
    TARGET_BUSY(USER, 409, "Wait for the other migration to that database, or cancel it."),
    MIGRATION_ENDED(USER, 409, "The migration has ended, as `show` says; create a new one."),
    MIGRATION_NOT_ENDED(USER, 409, "Cancel the migration, or wait for its end."),
    MIGRATION_NOT_FAILED(USER, 409, "Only a failed migration can be retried."),
    TOO_LATE_TO_CANCEL(
            USER, 409, "The databases are already in place; delete them by hand if need be."),
    MODE_NOT_SUPPORTED(USER, 409, "Only an Online migration follows, pauses and cuts over."),
    CUTOVER_TOO_EARLY(USER, 409, "Wait until the migration waits for the cutover, then repeat."),
    ALREADY_CUT_OVER(USER, 409, "The database is on the target already."),
    CUTOVER_RUNNING(USER, 409, "Wait for the running cutover's end."),
    NOT_PAUSED(USER, 409, "Only what was paused or has stopped can be resumed."),
    NOT_FOLLOWING(USER, 409, "Nothing is applied at the moment, so there is nothing to pause."),
    NOTHING_TO_COMPARE(USER, 409, "Compare while the migration follows, or after it succeeded."),
    COMPARISON_RUNNING(USER, 409, "Wait for the running comparison's end."),
    COMPARISON_NOT_FOUND(USER, 404, "List the migration's comparisons to see their numbers."),
    VALIDATION_FAILED(USER, 422, "Mend what the failed rules name, then retry."),
    SECRET_MISSING(USER, 422, "Give the password again, or correct its env: or file: reference."),

    CONNECTION_REFUSED(TRANSIENT, 503, "Check host, port, firewall, and that the server is up."),
    CONNECTION_LOST(
            TRANSIENT, 503, "Check the network and the server's log; the work is repeated."),
    SERVER_BUSY(TRANSIENT, 503, "Free connections or memory on the server; the work is repeated."),
    LOCK_CONFLICT(TRANSIENT, 503, "Another session holds a lock; the work is repeated."),
    SNAPSHOT_LOST(TRANSIENT, 503, "The source's snapshot ended; a new one is opened."),
    WORKER_LOST(TRANSIENT, 503, "The worker fell silent; the work is repeated."),
    RESPONSE_TIMEOUT(
            TRANSIENT, 503, "The log did not answer in time; look at the migration, then repeat."),
    SERVICE_STARTING(TRANSIENT, 503, "The service is still reading its log; repeat in a moment."),

    AUTHENTICATION_FAILED(USER, 422, "Correct the user or the password, or pg_hba.conf."),
    SSL_REFUSED(
            USER,
            422,
            "Enable SSL on the server, or choose sslMode Prefer; to verify, give its authority's"
                    + " certificate in PGSSLROOTCERT."),
    DATABASE_NOT_FOUND(USER, 422, "Correct the database's name."),
    CLIENT_TOOLS_MISSING(
            USER, 422, "Install PostgreSQL's client tools, not older than the source."),

    SOURCE_PERMISSION_DENIED(
            SOURCE, 502, "Grant the migration user the right that the detail names."),
    SOURCE_ROWS_HIDDEN(
            SOURCE, 502, "Use a source user with BYPASSRLS, or one that owns the table."),
    SOURCE_QUERY_FAILED(SOURCE, 502, "See the server's text; mend the source and retry."),
    SOURCE_DATA_CORRUPT(SOURCE, 502, "The source cannot read its own data; see the server's text."),
    SCHEMA_DUMP_FAILED(SOURCE, 502, "See pg_dump's text; mend the source and retry."),

    SOURCE_NOT_LOGICAL(
            SOURCE, 502, "Set wal_level to logical on the source and restart it, then retry."),
    SLOT_LOST(
            SOURCE,
            502,
            "The source dropped or invalidated the slot: changes are gone. Create the migration anew."),
    CHANGES_MISSING(
            SOURCE, 502, "The change topic has a gap; cancel, and create the migration anew."),
    SCHEMA_CHANGED(
            SOURCE,
            502,
            "Make the same change on the target as the detail says; then resume, or cut over again."),
    CUTOVER_TIMEOUT(
            SOURCE,
            504,
            "See in `show` what holds up applying; wait for less lag, or give a longer timeout, then repeat."),
    SESSIONS_REMAIN(
            SOURCE, 502, "End the sessions that the detail names on the source, then repeat."),

    REPLICA_ROLE_REFUSED(
            TARGET,
            502,
            "Grant the target user SET on session_replication_role (PostgreSQL 15+), or use a"
                    + " superuser."),
    CHANGE_REFUSED(TARGET, 502, "See table, key and server text; mend the target, then resume."),
    TARGET_PERMISSION_DENIED(
            TARGET, 502, "Grant the migration user the right that the detail names."),
    TARGET_DATABASE_EXISTS(TARGET, 409, "Set OverwriteDBsInTarget, or choose another target name."),
    TARGET_DISK_FULL(TARGET, 502, "Free space on the target, then retry."),
    TARGET_REFUSED_ROW(
            TARGET, 502, "See the server's text for table, constraint and row; then retry."),
    TARGET_STATEMENT_FAILED(TARGET, 502, "See the server's text; mend the target and retry."),
    SCHEMA_RESTORE_FAILED(TARGET, 502, "See pg_restore's text; mend what it names and retry."),
    INDEX_BUILD_FAILED(
            TARGET, 502, "See the server's text; mend the data on the source and retry."),
    OBJECTS_MISSING(TARGET, 502, "The target lacks objects of the source; the detail lists them."),
    ROWS_DIFFER(TARGET, 502, "Source and target differ; the detail lists the tables."),
    TARGET_DATABASE_IN_USE(
            TARGET, 502, "End the sessions on the target's old database, then retry."),

    INTERNAL_ERROR(INTERNAL, 500, "A fault of Godwit's; the log has the stack trace.");

    private final FailureKind kind;
    private final int httpStatus;
    private final String action;

    FailureCode(FailureKind kind, int httpStatus, String action) {
        this.kind = kind;
        this.httpStatus = httpStatus;
        this.action = action;
    }

    public FailureKind kind() {
        return kind;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /// What the person should do, in a sentence.
    public String action() {
        return action;
    }
}
