package io.godwit.validator.rules.server;

import io.godwit.common.migration.Side;
import io.godwit.common.postgres.ClientTools;
import io.godwit.validator.rules.ServerRule;
import java.util.List;

/// Every rule about servers; a new one joins here. The order is that of the report.
public final class ServerRules {
    private ServerRules() {}

    /// @param tools where the client programs are looked for
    public static List<ServerRule> all(ClientTools tools) {
        return List.of(
                new ServerReachable(Side.SOURCE),
                new LoginAccepted(Side.SOURCE),
                new SslModeFits(Side.SOURCE),
                new OneServer(Side.SOURCE),
                new SourceVersion(),
                new SourceStandby(),
                new SessionTimeouts(Side.SOURCE),
                new TransactionIds(),
                new RolePasswords(),
                new RoleAttributes(),
                new ParameterGrants(),
                new ServerReachable(Side.TARGET),
                new LoginAccepted(Side.TARGET),
                new SslModeFits(Side.TARGET),
                new OneServer(Side.TARGET),
                new TargetVersion(),
                new TargetWritable(),
                new TargetReadOnlyDefault(),
                new TargetSynchronous(),
                new SessionTimeouts(Side.TARGET),
                new LeftDatabases(),
                new TargetRights(),
                new ClientToolsFit(tools),
                new ConnectionsFree(Side.SOURCE),
                new ConnectionsFree(Side.TARGET));
    }
}
