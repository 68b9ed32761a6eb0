package io.godwit.gateway.views;

/// What the ids of work say about it. The orchestrator makes them, as `docs/events.md` tells.
final class WorkIds {
    enum Kind {
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

    static Kind kind(String id) {
        String[] words = id.split("/", -1);
        return switch (words[0]) {
            case "validate" -> Kind.VALIDATION;
            case "roles" -> Kind.ROLES;
            case "tidy" -> Kind.TIDYING;
            case "undo" -> Kind.UNDO;
            case "stream", "cutover" -> Kind.STREAM;
            case "database" -> words.length < 3 ? Kind.OTHER : ofDatabase(words[2]);
            default -> Kind.OTHER;
        };
    }

    private static Kind ofDatabase(String word) {
        return switch (word) {
            case "prepare" -> Kind.PREPARATION;
            case "copy" -> Kind.COPY;
            case "index" -> Kind.INDEXES;
            case "finish" -> Kind.FINISH;
            case "compare" -> Kind.COMPARISON;
            case "swap" -> Kind.SWAP;
            default -> Kind.OTHER;
        };
    }

    static String copy(int database, int number) {
        return "database/" + database + "/copy/" + number;
    }
}
