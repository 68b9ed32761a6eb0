package io.godwit.copy.schema;

import io.godwit.copy.sessions.Session;
import java.util.Set;
import java.util.stream.Collectors;

/// What following made on the source, for this migration or another: none of it moves.
final class OwnObjects {
    private static final String DOING = "finding what following made";

    private OwnObjects() {}

    static Set<CatalogObject> of(Session source) {
        if (!source.version().atLeast(10)) {
            return Set.of();
        }
        return source
                .list(
                        DOING,
                        SelectionQueries.OWN_OBJECTS,
                        row -> new CatalogObject(row.getLong(1), row.getLong(2)))
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
