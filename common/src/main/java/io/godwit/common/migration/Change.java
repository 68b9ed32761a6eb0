package io.godwit.common.migration;

/// Something that Godwit makes on a server, recorded before it is made, with its exact undo.
///
/// @param id unique within the migration; a repeated command records the same one again
/// @param object the database, role … concerned
/// @param replaced for [ChangeKind#DATABASE_SWAPPED] the database that stands aside, else empty
/// @param undo the statements that undo it, for people; workers undo by kind
public record Change(
        String id, Side side, ChangeKind kind, String object, String replaced, String undo) {}
