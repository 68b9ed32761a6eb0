package io.godwit.cli.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Predicate;

/// The part of the server-sent events format that carries data; comments, ids and event names are
/// passed over, because the data says it all.
final class ServerSentEvents {
    private ServerSentEvents() {}

    /// Reads until the stream ends or `goOn` says no.
    static void read(Iterator<String> lines, Predicate<JsonNode> goOn) {
        StringJoiner data = new StringJoiner("\n");
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("data:")) {
                data.add(line.startsWith("data: ") ? line.substring(6) : line.substring(5));
            } else if (line.isEmpty() && data.length() > 0) {
                if (!goOn.test(parse(data.toString()))) {
                    return;
                }
                data = new StringJoiner("\n");
            }
        }
    }

    private static JsonNode parse(String data) {
        try {
            return Json.read(data);
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    ExitCode.INTERNAL,
                    null,
                    "The service sent an event that is not JSON.",
                    List.of(data),
                    "Check that the CLI and the service are of the same version.");
        }
    }
}
