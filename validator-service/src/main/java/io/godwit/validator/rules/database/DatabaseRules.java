package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import java.util.List;

/// Every rule about a database; a new one joins here. The order is that of the report.
public final class DatabaseRules {
    private DatabaseRules() {}

    public static List<DatabaseRule> all() {
        return List.of(
                new SourceDatabaseExists(),
                new SameServerTrap(),
                new TargetCollision(),
                new TargetOverwriteRights(),
                new SourceRights(),
                new SourceRowsVisible(),
                new TablesSelected(),
                new RolesPresent(),
                new TargetOwners(),
                new ExtensionsAvailable(),
                new ExtensionLibraries(),
                new EncodingSupported(),
                new CollationsAvailable(),
                new SuperuserObjects(),
                new EventTriggers(),
                new MarkerSchema(),
                new TablespacesKept(),
                new LargeObjectsFew(),
                new SubscriptionsLeft(),
                new UnloggedTables(),
                new IndexesValid(),
                new PreparedTransactions(),
                new UserMappings());
    }
}
