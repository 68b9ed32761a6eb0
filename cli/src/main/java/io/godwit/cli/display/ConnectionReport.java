package io.godwit.cli.display;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.service.ExitCode;
import java.util.ArrayList;
import java.util.List;

/// What came of trying servers.
public final class ConnectionReport {
    private ConnectionReport() {}

    /// @param answer a member per server that was tried
    public static List<String> tested(JsonNode answer) {
        return GenericTable.lines(answer);
    }

    public static List<String> databases(JsonNode answer) {
        return GenericTable.lines(answer);
    }

    public static ExitCode exitCode(JsonNode answer) {
        List<JsonNode> failures = new ArrayList<>();
        answer.findValues("error").stream().filter(JsonNode::isObject).forEach(failures::add);
        return failures.isEmpty()
                ? ExitCode.OK
                : ExitCode.ofKind(failures.getFirst().path("kind").asText());
    }
}
