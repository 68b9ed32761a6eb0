package io.godwit.cdc.duties;

import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.CdcCommand.CaptureChanges;
import io.godwit.common.migration.CdcCommand.HoldSnapshot;
import io.godwit.common.migration.CdcCommand.StopFollowing;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Following;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.SslMode;
import io.godwit.common.migration.WorkRef;

/// Commands for one database.
final class Commands {
    static final String MIGRATION = "duties-test";
    static final String DATABASE = "d\"b; --";
    static final Following FOLLOWING =
            new Following("godwit_1", "godwit_1", "godwit.changes.duties-test");
    private static final Server SERVER =
            new Server("127.0.0.1", 1, "nobody", "postgres", SslMode.PREFER, null);
    private static final Endpoints ENDPOINTS = new Endpoints(SERVER, SERVER, "none");

    private Commands() {}

    static HoldSnapshot hold(int generation) {
        return new HoldSnapshot(MIGRATION, DATABASE, generation, ENDPOINTS, null);
    }

    static CaptureChanges capture(int epoch) {
        return new CaptureChanges(work("capture/0", epoch), ENDPOINTS, FOLLOWING);
    }

    static ApplyChanges apply(int epoch) {
        return new ApplyChanges(
                work("apply/0", epoch), ENDPOINTS, FOLLOWING, DATABASE, "staging", "1:1:");
    }

    static StopFollowing stopFollowing() {
        return new StopFollowing(MIGRATION, DATABASE, 1, FOLLOWING);
    }

    private static WorkRef work(String id, int epoch) {
        return new WorkRef(MIGRATION, id, epoch, 1, DATABASE, 1);
    }
}
