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
                new FilterEntries(),
                new FilterDependants(),
                new LockSpace(),
                new LockedTables(),
                new RolesPresent(),
                new TargetOwners(),
                new ExtensionsAvailable(),
                new ExtensionLibraries(),
                new ExtensionVersions(),
                new ExtensionSchemas(),
                new ExtensionState(),
                new LanguagesAvailable(),
                new EncodingSupported(),
                new CollationsAvailable(),
                new CollationsCurrent(),
                new SuperuserObjects(),
                new UserCasts(),
                new CatalogGrants(),
                new EventTriggers(),
                new MarkerSchema(),
                new TablespacesKept(),
                new LargeObjectsFew(),
                new SubscriptionsLeft(),
                new UnloggedTables(),
                new TablesWithOids(),
                new EnumHashes(),
                new IndexesValid(),
                new ConstraintsValid(),
                new ConstraintTriggers(),
                new ForeignKeysHold(),
                new Publications(),
                new SecurityLabels(),
                new TextSearchFiles(),
                new ForeignServers(),
                new PreparedTransactions(),
                new UserMappings());
    }
}
