package io.godwit.common.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for servers that a test stops and starts again.
public final class FreePort {
    private FreePort() {}

    /// Outside the range that the system gives to clients: whoever tries to connect to a server
    /// that was killed may otherwise be given that server's own port, and it cannot start again.
    public static int find() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken; the next one may not be.
            }
        }
    }
}
