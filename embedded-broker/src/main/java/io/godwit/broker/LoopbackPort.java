package io.godwit.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of the loopback address that are free. They lie below those that systems give to clients:
/// one of those could be a client's own by the time that a server listens on it, for the first time
/// or after it was killed.
public final class LoopbackPort {
    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int MOST_TRIES = 1_000;

    private LoopbackPort() {}

    public static int find() {
        return findOtherThan(-1);
    }

    static int findOtherThan(int taken) {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (port != taken && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "no free port on loopback between %d and %d".formatted(FIRST, END));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
