package io.godwit.cdc.apply;

/// Of the source, and so of the target.
record TableName(String schema, String name) {}
