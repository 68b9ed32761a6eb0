package io.godwit.copy.finishing;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.NoticeRaised;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Notice;
import io.godwit.copy.schema.CatalogObject;
import io.godwit.copy.schema.SelectedTables;
import io.godwit.copy.sessions.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares what both databases hold, by kind and name. `pg_restore` may say that all went well;
/// this is the proof.
final class Inventory {
    private static final int MOST_SHOWN = 100;

    private Inventory() {}

    private record Item(String kind, String name, CatalogObject object) {
        String text() {
            return kind + " " + name;
        }
    }

    /// @throws MigrationException `OBJECTS_MISSING` with a list, if the target lacks any
    static void prove(
            Session source,
            Session target,
            SelectedTables selected,
            String database,
            WorkContext context) {
        Set<String> wanted =
                texts(
                        read(source).stream()
                                .filter(item -> !selected.excludedObjects().contains(item.object()))
                                .toList());
        Set<String> present = texts(read(target));
        Set<String> missing = difference(wanted, present);
        if (!target.superuser()) {
            missing.removeIf(Inventory::takesSuperuser);
        }
        if (!missing.isEmpty()) {
            throw missing(database, missing);
        }
        Set<String> unexpected = difference(present, wanted);
        if (!unexpected.isEmpty()) {
            context.publish(new NoticeRaised(unexpected(database, unexpected)));
        }
    }

    /// What only a superuser makes, and no row depends on; the restore has told of it.
    private static boolean takesSuperuser(String item) {
        return item.startsWith("event trigger") || item.startsWith("publication");
    }

    private static List<Item> read(Session session) {
        return session.list(
                "listing all objects",
                InventoryQueries.inventory(session.version()),
                row ->
                        new Item(
                                row.getString(1),
                                row.getString(2),
                                new CatalogObject(row.getLong(3), row.getLong(4))));
    }

    private static Set<String> texts(List<Item> items) {
        return items.stream().map(Item::text).collect(Collectors.toSet());
    }

    private static Set<String> difference(Set<String> all, Set<String> without) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(without);
        return rest;
    }

    private static MigrationException missing(String database, Set<String> missing) {
        return new MigrationException(
                new Failure(
                        FailureCode.OBJECTS_MISSING,
                        "the target's copy of database %s lacks %d objects"
                                .formatted(database, missing.size()),
                        null,
                        String.join("\n", shown(missing))),
                null);
    }

    private static Notice unexpected(String database, Set<String> objects) {
        return new Notice(
                "OBJECTS_UNEXPECTED",
                database,
                "The target has objects that the source lacks.",
                "See whether the target's server adds them to every database.",
                shown(objects));
    }

    private static List<String> shown(Set<String> objects) {
        return objects.stream().sorted().limit(MOST_SHOWN).toList();
    }
}
