package io.godwit.copy.rows;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// A socket whose input hands rows on in pieces of a handy size.
final class CopySocket extends Socket {
    private final RowMeter meter;
    private @Nullable InputStream input;

    CopySocket(RowMeter meter) {
        this.meter = meter;
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        InputStream stream = input;
        if (stream == null) {
            stream = new CopyDataStream(super.getInputStream(), meter);
            input = stream;
        }
        return stream;
    }
}
