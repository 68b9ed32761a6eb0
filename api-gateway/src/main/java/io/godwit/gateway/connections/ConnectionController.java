package io.godwit.gateway.connections;

import io.godwit.common.migration.Side;
import io.godwit.gateway.connections.ServerProbe.DatabaseInfo;
import io.godwit.gateway.connections.ServerProbe.ProbeResult;
import io.godwit.gateway.problems.InvalidRequestException;
import io.godwit.gateway.requests.ConnectionForm;
import io.godwit.gateway.requests.GivenServer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Tries servers, and lists what is on them. Nothing of it is kept.
@RestController
@RequestMapping(path = "/api/v1/connections", consumes = MediaType.APPLICATION_JSON_VALUE)
public final class ConnectionController {
    private final ServerProbe probe;

    public ConnectionController(ServerProbe probe) {
        this.probe = probe;
    }

    /// Each is null if the body did not have that server.
    public record ConnectionTest(
            boolean ok, @Nullable ProbeResult source, @Nullable ProbeResult target) {}

    public record DatabaseList(Side side, String server, List<DatabaseInfo> databases) {}

    @PostMapping("/test")
    ConnectionTest test(@RequestBody String body) {
        Map<Side, GivenServer> servers = ConnectionForm.read(body);
        ProbeResult source = test(Side.SOURCE, servers);
        ProbeResult target = test(Side.TARGET, servers);
        boolean ok = (source == null || source.ok()) && (target == null || target.ok());
        return new ConnectionTest(ok, source, target);
    }

    private @Nullable ProbeResult test(Side side, Map<Side, GivenServer> servers) {
        GivenServer server = servers.get(side);
        return server == null ? null : probe.test(side, server);
    }

    @PostMapping("/databases")
    DatabaseList databases(
            @RequestBody String body, @RequestParam(defaultValue = "source") String side) {
        Side which =
                switch (side.toLowerCase(Locale.ROOT)) {
                    case "source" -> Side.SOURCE;
                    case "target" -> Side.TARGET;
                    default ->
                            throw new InvalidRequestException(
                                    "side", "source or target is expected");
                };
        GivenServer server = ConnectionForm.read(body).get(which);
        if (server == null) {
            throw new InvalidRequestException(which.toString(), "the server is missing");
        }
        return new DatabaseList(which, server.server().address(), probe.databases(which, server));
    }
}
