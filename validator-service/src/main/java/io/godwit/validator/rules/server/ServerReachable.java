package io.godwit.validator.rules.server;

import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

/// Is there a network route from this worker to the server. Whether the server lets the user in is
/// [LoginAccepted]'s question.
final class ServerReachable implements ServerRule {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Side side;

    ServerReachable(Side side) {
        this.side = side;
    }

    @Override
    public RuleDescription about() {
        return SideRule.description(
                        side,
                        "_REACHABLE",
                        "The " + side + " server can be reached over the network")
                .alias(603000)
                .meaning("Nothing can be asked or moved.")
                .remedy("Check host, port, firewalls, routes, and that the server is up.");
    }

    @Override
    public Finding check(RuleContext context) {
        Server server = context.server(side).server();
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(server.host(), server.port()), (int) PATIENCE.toMillis());
            return Finding.succeeded(server.address() + " accepts TCP connections");
        } catch (UnknownHostException e) {
            return unreachable(server, "its name is not known here", "the host's name and DNS");
        } catch (SocketTimeoutException e) {
            return unreachable(server, "nothing answers", "firewalls and routes");
        } catch (IOException e) {
            return unreachable(
                    server, e.toString(), "host, port, firewall, and that the server is up");
        }
    }

    private static Finding unreachable(Server server, String reason, String toCheck) {
        return Finding.failed(
                server.address() + " cannot be reached: " + reason, "Check " + toCheck + ".");
    }
}
