package io.godwit.common.migration;

/// The names of pieces of work within a migration. The orchestrator makes them, and they are in the
/// log for ever: other programs and the gateway's views know them, as `docs/events.md` tells.
public final class WorkIds {
    public static final String VALIDATE_SERVERS = "validate/servers";
    public static final String ROLES = "roles";
    public static final String TIDY = "tidy";

    private static final String AGAIN = "/again";

    /// What a piece of work is about.
    public enum Kind {
        VALIDATION,
        ROLES,
        PREPARATION,
        COPY,
        INDEXES,
        FINISH,
        COMPARISON,
        SWAP,
        TIDYING,
        UNDO,
        STREAM,
        OTHER
    }

    private WorkIds() {}

    public static Kind kind(String id) {
        String[] words = id.split("/", -1);
        return switch (words[0]) {
            case "validate" -> Kind.VALIDATION;
            case ROLES -> Kind.ROLES;
            case TIDY -> Kind.TIDYING;
            case "undo" -> Kind.UNDO;
            case "stream", "cutover" -> Kind.STREAM;
            case "database" -> words.length < 3 ? Kind.OTHER : ofDatabase(words[2]);
            default -> Kind.OTHER;
        };
    }

    private static Kind ofDatabase(String word) {
        return switch (word) {
            case "prepare" -> Kind.PREPARATION;
            case "copy", "resume" -> Kind.COPY;
            case "index" -> Kind.INDEXES;
            case "keys", "finish" -> Kind.FINISH;
            case "compare" -> Kind.COMPARISON;
            case "swap" -> Kind.SWAP;
            default -> Kind.OTHER;
        };
    }

    /// @param round from 1: how often everything is undone
    public static String undo(int round) {
        return round == 1 ? "undo" : "undo/" + round;
    }

    public static String validateDatabase(int database) {
        return "validate/database/" + database;
    }

    public static String prepare(int database) {
        return of(database) + "prepare";
    }

    public static String copy(int database, int copy) {
        return of(database) + "copy/" + copy;
    }

    public static String resume(int database) {
        return of(database) + "resume";
    }

    public static String index(int database, int build) {
        return of(database) + "index/" + build;
    }

    public static String keys(int database) {
        return of(database) + "keys";
    }

    public static String finish(int database) {
        return of(database) + "finish";
    }

    public static String compare(int database, int copy) {
        return of(database) + "compare/" + copy;
    }

    public static String swap(int database) {
        return of(database) + "swap";
    }

    /// A duty: it is no command of a queue, but is named like one.
    public static String capture(int database) {
        return "stream/" + database + "/capture";
    }

    public static boolean isCapture(String id) {
        return id.endsWith("/capture");
    }

    /// A duty.
    public static String apply(int database) {
        return "stream/" + database + "/apply";
    }

    public static boolean isApply(String id) {
        return id.endsWith("/apply");
    }

    public static String unfollow(int database) {
        return "stream/" + database + "/unfollow";
    }

    /// What the names of all work of a cutover begin with.
    public static String cutover(int database, int number) {
        return "cutover/" + database + "/" + number + "/";
    }

    /// The number of the cutover that this work belongs to.
    public static int cutoverOf(String id) {
        return number(id, 2);
    }

    public static String checkDrift(int database, int number) {
        return cutover(database, number) + "drift";
    }

    /// Behind the fence, or without one behind the marker.
    public static String checkDriftAgain(int database, int number) {
        return checkDrift(database, number) + AGAIN;
    }

    /// Whether that work looks at the schema before the fence.
    public static boolean looksFirst(String id) {
        return id.startsWith("cutover/") && id.endsWith("/drift");
    }

    public static boolean isAgain(String id) {
        return id.endsWith(AGAIN);
    }

    public static String mark(int database, int number) {
        return cutover(database, number) + "mark";
    }

    public static String settle(int database, int number) {
        return cutover(database, number) + "settle";
    }

    public static String compareAfter(int database, int number, int copy) {
        return cutover(database, number) + "compare/" + copy;
    }

    /// Of the tables whose rows no change in the stream vouches for.
    public static String proveAfter(int database, int number) {
        return cutover(database, number) + "compare/unproven";
    }

    public static String swapAfter(int database, int number) {
        return cutover(database, number) + "swap";
    }

    /// Whether that work only reads, for a cutover.
    public static boolean provesCutover(String id) {
        return id.startsWith("cutover/") && (id.contains("/drift") || id.contains("/compare/"));
    }

    /// @param round from 1: how often the fence of that cutover is taken away
    public static String unfence(int database, int number, int round) {
        return "stream/" + database + "/unfence/" + number + (round == 1 ? "" : "/" + round);
    }

    /// Whether that work waits for no other.
    public static boolean hurried(String id) {
        return ofStream(id) && !id.contains("/compare/");
    }

    /// Whether a failure of that work ends no migration: a cutover is given up, undoing is
    /// repeated.
    public static boolean ofStream(String id) {
        return id.startsWith("stream/") || id.startsWith("cutover/");
    }

    public static String planComparison(int comparison, int database) {
        return comparison(comparison) + database + "/plan";
    }

    public static String compareSchema(int comparison, int database) {
        return comparison(comparison) + database + "/schema";
    }

    public static String compareRemainder(int comparison, int database) {
        return comparison(comparison) + database + "/remainder";
    }

    public static String comparePiece(int comparison, int database, int piece) {
        return comparison(comparison) + database + "/piece/" + piece;
    }

    public static boolean isPiece(String id) {
        return ofComparison(id) && id.contains("/piece/");
    }

    /// Whether that work belongs to a comparison that a person asked for.
    public static boolean ofComparison(String id) {
        return id.startsWith("comparison/");
    }

    /// The number of the comparison that this work belongs to.
    public static int comparisonOf(String id) {
        return number(id, 1);
    }

    public static boolean isOf(int comparison, String id) {
        return id.startsWith(comparison(comparison));
    }

    private static String comparison(int number) {
        return "comparison/" + number + "/";
    }

    /// What the names of all work on a database's content begin with.
    public static String of(int database) {
        return "database/" + database + "/";
    }

    private static int number(String id, int word) {
        return Integer.parseInt(id.split("/", -1)[word]);
    }
}
