package io.godwit.gateway.requests;

import io.godwit.common.migration.Server;
import org.jspecify.annotations.Nullable;

/// A server as a person gave it. Its text never shows the password.
///
/// @param password null if there is none, or if the server has a reference to it
public record GivenServer(Server server, @Nullable String password) {
    @Override
    public String toString() {
        return "GivenServer[" + server.address() + "]";
    }
}
