package io.godwit.copy.schema;

/// One error of `pg_restore`.
///
/// @param entry the entry's number in the archive, 0 if it belongs to none
/// @param words pg_restore's own, the server's included
/// @param command as far as pg_restore shows it, which is its first 124 bytes or so
record RestoreError(int entry, String words, String command) {}
