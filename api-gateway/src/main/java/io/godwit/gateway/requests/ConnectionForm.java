package io.godwit.gateway.requests;

import io.godwit.common.migration.Side;
import io.godwit.gateway.requests.CreateForm.Bodies;
import java.util.EnumMap;
import java.util.Map;

/// Reads the servers to try out of a body. Any body that creates a migration will do; what says
/// nothing about servers is passed over.
public final class ConnectionForm {
    private ConnectionForm() {}

    /// @return one server or both
    /// @throws io.godwit.gateway.problems.InvalidRequestException with all mistakes
    public static Map<Side, GivenServer> read(String body) {
        Mistakes mistakes = new Mistakes();
        Fields fields = Bodies.fields(body, mistakes);
        ServerFields servers = new ServerFields(fields, mistakes);
        Map<Side, GivenServer> given = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            if (servers.names(side)) {
                GivenServer server = servers.server(side);
                if (server != null) {
                    given.put(side, server);
                }
            }
        }
        if (given.isEmpty() && !mistakes.any()) {
            mistakes.add(
                    "sourceDbServerResourceId",
                    "a server is missing: give the source, the target, or both");
        }
        mistakes.check();
        return given;
    }
}
