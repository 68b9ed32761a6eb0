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

    /// A duty: it is no command of a queue, but is named like one.
    static String capture(int database) {
        return "stream/" + database + "/capture";
    }

    /// A duty.
    static String apply(int database) {
        return "stream/" + database + "/apply";
    }

    static String unfollow(int database) {
        return "stream/" + database + "/unfollow";
    }

    static String cutover(int database, int number) {
        return "cutover/" + database + "/" + number + "/";
    }

    /// The number of the cutover that this work belongs to.
    static int cutoverOf(String id) {
        return Integer.parseInt(id.split("/", -1)[2]);
    }

    static String mark(int database, int number) {
        return cutover(database, number) + "mark";
    }

    static String settle(int database, int number) {
        return cutover(database, number) + "settle";
    }

    static String compareAfter(int database, int number, int copy) {
        return cutover(database, number) + "compare/" + copy;
    }

    static String swapAfter(int database, int number) {
        return cutover(database, number) + "swap";
    }

    static String unfence(int database, int number) {
        return "stream/" + database + "/unfence/" + number;
    }

    /// Whether that work waits for no other.
    static boolean hurried(String id) {
        return ofStream(id) && !id.contains("/compare/");
    }

    /// Whether a failure of that work ends no migration: a cutover is given up, undoing is
    /// repeated.
    static boolean ofStream(String id) {
        return id.startsWith("stream/") || id.startsWith("cutover/");
    }

    static String planComparison(int comparison, int database) {
        return comparison(comparison) + database + "/plan";
    }

    static String compareSchema(int comparison, int database) {
        return comparison(comparison) + database + "/schema";
    }

    static String compareRemainder(int comparison, int database) {
        return comparison(comparison) + database + "/remainder";
    }

    static String comparePiece(int comparison, int database, int piece) {
        return comparison(comparison) + database + "/piece/" + piece;
    }

    /// Whether that work belongs to a comparison that a person asked for.
    static boolean ofComparison(String id) {
        return id.startsWith("comparison/");
    }

    static boolean isOf(int comparison, String id) {
        return id.startsWith(comparison(comparison));
    }

    private static String comparison(int number) {
        return "comparison/" + number + "/";
    }

    /// What the names of all work on a database's content begin with.
    static String of(int database) {
        return "database/" + database + "/";
    }
}
