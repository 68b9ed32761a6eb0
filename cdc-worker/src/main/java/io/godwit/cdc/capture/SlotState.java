package io.godwit.cdc.capture;

/// What a source says about a slot that can be read.
///
/// @param confirmed everything that committed before this LSN was taken
/// @param reader the process that reads it, 0 if none
record SlotState(long confirmed, int reader) {}
