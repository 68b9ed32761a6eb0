package io.godwit.cdc.apply;

/// A cutover's mark in the source's history.
///
/// @param lsn of the border behind its transaction
record Marker(int number, long lsn) {}
