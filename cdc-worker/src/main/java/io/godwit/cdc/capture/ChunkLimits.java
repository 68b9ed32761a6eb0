package io.godwit.cdc.capture;

/// @param full a chunk of this many bytes is handed on
/// @param largest no chunk has more bytes than this; a message that has is cut into pieces
record ChunkLimits(int full, int largest) {
    static final ChunkLimits DEFAULT = new ChunkLimits(256 << 10, 512 << 10);

    ChunkLimits {
        if (full < 1 || largest < full) {
            throw new IllegalArgumentException("a chunk is full before it is too large");
        }
    }
}
