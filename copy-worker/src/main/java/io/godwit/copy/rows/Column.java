package io.godwit.copy.rows;

/// A column whose values move.
///
/// @param type the type's oid
record Column(String name, long type) {}
