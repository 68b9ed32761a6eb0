package io.godwit.copy.schema;

import io.godwit.common.migration.Endpoints;
import io.godwit.common.postgres.ClientTools;
import java.nio.file.Path;

/// What moving one database's schema needs to know.
///
/// @param source the source database
/// @param staging the database on the target
/// @param folder private to this database's staging and snapshot
record SchemaWork(
        Endpoints endpoints,
        String source,
        String staging,
        String snapshot,
        TableSelection.Result selection,
        ClientTools.Tools tools,
        Path folder) {}
