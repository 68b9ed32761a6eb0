package io.godwit.cdc.duties;

import io.godwit.common.migration.CdcCommand;

/// What duties are performed for.
record DatabaseKey(String migration, String database) {
    static DatabaseKey of(CdcCommand command) {
        return new DatabaseKey(command.migration(), command.database());
    }
}
