package io.godwit.gateway.requests;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.TableFilter;
import io.godwit.gateway.requests.Fields.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Reads the databases: names, or objects with `target_database_name`, `selectedTables` and
/// `excludedTables`.
final class DatabaseFields {
    private static final String[] NAMES = {"DBsToMigrate", "databases", "databaseOptions"};
    private static final int LONGEST_NAME = 63;

    private final Mistakes mistakes;
    private final Map<String, String> sources = new HashMap<>();
    private final Map<String, String> targets = new HashMap<>();

    DatabaseFields(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    List<DatabaseSpec> read(Fields body) {
        List<DatabaseSpec> databases = new ArrayList<>();
        List<Entry> entries = body.array(NAMES);
        for (Entry entry : entries) {
            DatabaseSpec database = database(entry);
            if (database != null && unique(database, entry.path())) {
                databases.add(database);
            }
        }
        if (entries.isEmpty() && !wronglyGiven(body)) {
            mistakes.add(body.path(NAMES[0]), "at least one database is expected");
        }
        return databases;
    }

    /// It is there, and no array, which was written down already.
    private static boolean wronglyGiven(Fields body) {
        return body.has(NAMES) && !body.isArray(NAMES);
    }

    private @Nullable DatabaseSpec database(Entry entry) {
        if (entry.value().isString()) {
            String name = name(entry.value().stringValue(), entry.path());
            return name == null ? null : new DatabaseSpec(name, name, TableFilter.ALL);
        }
        if (entry.value() instanceof ObjectNode object) {
            return database(Fields.of(entry.path(), object, mistakes));
        }
        mistakes.add(entry.path(), "a database's name is expected, or an object with its name");
        return null;
    }

    private @Nullable DatabaseSpec database(Fields fields) {
        String given = fields.text("name");
        String targetGiven = fields.text("target_database_name", "targetName");
        List<String> selected = fields.texts("selectedTables");
        List<String> excluded = fields.texts("excludedTables");
        fields.rejectUnknown();
        if (given == null) {
            if (!fields.has("name")) {
                mistakes.add(fields.path("name"), "the database's name on the source is expected");
            }
            return null;
        }
        String name = name(given, fields.path("name"));
        String target =
                targetGiven == null ? name : name(targetGiven, fields.path("target_database_name"));
        return name == null || target == null
                ? null
                : new DatabaseSpec(name, target, new TableFilter(selected, excluded));
    }

    private @Nullable String name(String name, String path) {
        if (name.isEmpty()) {
            mistakes.add(path, "a database's name is expected, not an empty text");
            return null;
        }
        if (name.indexOf('\0') >= 0
                || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            mistakes.add(path, "a database's name is at most " + LONGEST_NAME + " bytes long");
            return null;
        }
        return name;
    }

    private boolean unique(DatabaseSpec database, String path) {
        String source = sources.putIfAbsent(database.name(), path);
        if (source != null) {
            mistakes.add(path, "this database is already given as " + source);
            return false;
        }
        String target = targets.putIfAbsent(database.targetName(), path);
        if (target != null) {
            mistakes.add(
                    path,
                    "it would get the same name on the target as " + target + "; give another");
            return false;
        }
        return true;
    }
}
