package io.godwit.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.cli.display.Terminal;
import io.godwit.cli.service.CommandFailure;
import io.godwit.cli.service.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Fills in the passwords that a file leaves out: from the environment, else by asking without
/// echo. A password that is there, or an `env:`/`file:` reference, is left as it is.
public final class Passwords {
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final boolean noPassword;
    private final Set<String> sides;

    /// @param noPassword an absent password means that the server asks for none
    /// @param sides whose passwords are needed: `source`, `target`
    public Passwords(
            Terminal terminal,
            Map<String, String> environment,
            boolean noPassword,
            Set<String> sides) {
        this.terminal = terminal;
        this.environment = environment;
        this.noPassword = noPassword;
        this.sides = Set.copyOf(sides);
    }

    /// @param object where the password belongs
    /// @param member its name there
    /// @param side `source` or `target`
    void complete(ObjectNode object, String member, String side) {
        if (!sides.contains(side)) {
            return;
        }
        Optional<Map.Entry<String, JsonNode>> present = Json.member(object, member);
        if (present.isPresent() && !present.get().getValue().isNull()) {
            return;
        }
        if (present.isEmpty() && noPassword) {
            return;
        }
        object.put(present.map(Map.Entry::getKey).orElse(member), given(member, side));
    }

    private String given(String member, String side) {
        String variable = "GODWIT_" + side.toUpperCase(Locale.ROOT) + "_PASSWORD";
        return Optional.ofNullable(environment.get(variable))
                .or(() -> terminal.password("Password of the " + side + " server: "))
                .orElseThrow(() -> nobodyToAsk(member, side, variable));
    }

    private static CommandFailure nobodyToAsk(String member, String side, String variable) {
        return CommandFailure.user(
                "The %s server's password is missing, and there is no terminal to ask at."
                        .formatted(side),
                ("Set %s, or give `%s` in the file (the password, or env:NAME or file:PATH for the"
                                + " service to look up); --no-password if the server asks for"
                                + " none.")
                        .formatted(variable, member));
    }
}
