package io.godwit.copy.rows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/// Makes the sockets of connections that read many rows. pgjdbc creates it by name, as its property
/// `socketFactory` says, with the property `socketFactoryArg`: the key of a [RowMeter].
public final class CopySocketFactory extends SocketFactory {
    private final RowMeter meter;

    public CopySocketFactory(String key) {
        this.meter = RowMeter.of(key);
    }

    @Override
    public Socket createSocket() {
        return new CopySocket(meter);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        throw unconnectedOnly();
    }

    private static IOException unconnectedOnly() {
        return new IOException("pgjdbc connects its sockets by itself");
    }
}
