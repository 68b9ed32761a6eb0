package io.godwit.common.migration;

/// What a followed database's changes go through. The names are derived, so that a repeated command
/// finds what an earlier one left.
///
/// @param slot the replication slot on the source
/// @param publication on the source
/// @param topic one partition, in the source's commit order
public record Following(String slot, String publication, String topic) {}
