package io.godwit.cdc.capture;

import java.sql.SQLException;

/// Takes chunks in their order; waits while there is no room.
@FunctionalInterface
interface ChunkSink {
    void take(CapturedChunk chunk) throws SQLException, InterruptedException;
}
