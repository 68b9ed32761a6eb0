package io.godwit.validator.rules.online;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.ServerRule;
import java.util.List;

/// Every rule that only mode Online needs; a new one joins here. The order is that of the report.
public final class OnlineRules {
    private OnlineRules() {}

    public static List<ServerRule> ofServers() {
        return List.of(
                new OnlineVersion(),
                new WalLevel(),
                new ReplicationRight(),
                new ReplicationConnection(),
                new ReplicationSlots(),
                new WalSenders(),
                new OutputPlugin(),
                new DecodingMemory(),
                new SlotWalLimit(),
                new IdleSlotTimeout(),
                new WalSenderTimeout(),
                new SynchronousSource(),
                new StandbyDecoding(),
                new OpenPreparedTransactions(),
                new LongTransactions(),
                new LeftSlots(),
                new ReplicationRole());
    }

    public static List<DatabaseRule> ofDatabases() {
        return List.of(
                new SlotCreation(),
                new PublicationRight(),
                new MarkerRight(),
                new TablesOwned(),
                new ReplicaIdentity(),
                new TablesWithoutKey(),
                new UnloggedNotFollowed(),
                new LargeObjectsNotFollowed(),
                new AlwaysTriggers(),
                new SchemaDrift());
    }
}
