package io.godwit.validator.rules.server;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.ServerRule;
import java.util.List;

/// Every rule about servers; a new one joins here. The order is that of the report.
public final class ServerRules {
    private ServerRules() {}

    public static List<ServerRule> all() {
        return List.of(
                new ServerReachable(Side.SOURCE),
                new LoginAccepted(Side.SOURCE),
                new SslModeFits(Side.SOURCE),
                new SourceVersion(),
                new ServerReachable(Side.TARGET),
                new LoginAccepted(Side.TARGET),
                new SslModeFits(Side.TARGET),
                new TargetVersion(),
                new TargetWritable(),
                new TargetRights(),
                new ClientToolsFit(),
                new ConnectionsFree(Side.SOURCE),
                new ConnectionsFree(Side.TARGET));
    }
}
