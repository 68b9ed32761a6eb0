package io.godwit.orchestrator.deciding;

/// The names of pieces of work within a migration. They are in the log for ever: other programs and
/// the gateway's views know them.
final class WorkIds {
    static final String VALIDATE_SERVERS = "validate/servers";
    static final String ROLES = "roles";
    static final String TIDY = "tidy";
    static final String UNDO = "undo";

    private WorkIds() {}

    static String validateDatabase(int database) {
        return "validate/database/" + database;
    }

    static String prepare(int database) {
        return of(database) + "prepare";
    }

    static String copy(int database, int copy) {
        return of(database) + "copy/" + copy;
    }

    static String index(int database, int build) {
        return of(database) + "index/" + build;
    }

    static String finish(int database) {
        return of(database) + "finish";
    }

    static String compare(int database, int copy) {
        return of(database) + "compare/" + copy;
    }

    static String swap(int database) {
        return of(database) + "swap";
    }

    /// What the names of all work on a database's content begin with.
    static String of(int database) {
        return "database/" + database + "/";
    }
}
