package io.godwit.e2e;

import io.godwit.broker.LoopbackPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A network cable to a server on loopback that can be pulled out and plugged in again.
final class Cable implements AutoCloseable {
    private final int server;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listener;

    Cable(int server) {
        this.server = server;
        this.port = LoopbackPort.find();
        plugIn();
    }

    int port() {
        return port;
    }

    void plugIn() {
        try {
            ServerSocket opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            listener = opened;
            Thread.ofPlatform().daemon().start(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whoever is connected is cut off, whoever comes is refused.
    void pullOut() {
        close(listener);
        sockets.forEach(Cable::close);
        sockets.clear();
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                connect(opened.accept());
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket remote = new Socket(InetAddress.getLoopbackAddress(), server);
        sockets.add(client);
        sockets.add(remote);
        pump(client, remote);
        pump(remote, client);
    }

    private static void pump(Socket from, Socket to) {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try (from;
                            to) {
                        InputStream in = from.getInputStream();
                        OutputStream out = to.getOutputStream();
                        in.transferTo(out);
                    } catch (IOException e) {
                        // Pulled out.
                    }
                });
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pullOut();
    }
}
