package io.godwit.copy.rows;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLException;

/// Encrypts connections that read many rows exactly as pgjdbc does by itself, and meters and packs
/// what comes out of the encryption. pgjdbc creates it by name, as its property `sslfactory` says;
/// the property `sslfactoryarg` is the key of a [RowMeter].
public final class CopyTlsFactory extends LibPQFactory {
    private final RowMeter meter;

    public CopyTlsFactory(Properties info) throws PSQLException {
        super(info);
        this.meter = RowMeter.of(key(info));
    }

    private static String key(Properties info) {
        String key = PGProperty.SSL_FACTORY_ARG.getOrDefault(info);
        if (key == null) {
            throw new IllegalArgumentException("no key of a row meter");
        }
        return key;
    }

    @Override
    public Socket createSocket(Socket plain, @Nullable String host, int port, boolean closing)
            throws IOException {
        return new CopyTlsSocket((SSLSocket) super.createSocket(plain, host, port, closing), meter);
    }
}
