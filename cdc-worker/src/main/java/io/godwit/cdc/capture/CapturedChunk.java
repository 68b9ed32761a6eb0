package io.godwit.cdc.capture;

import io.godwit.cdc.changes.Chunk;

/// A chunk on its way to the topic.
///
/// @param border the LSN that the slot may be told once the topic has the chunk: everything that
///   committed before it lies in this chunk or in earlier ones
record CapturedChunk(Chunk chunk, long border) {}
