package io.godwit.common.migration;

import org.jspecify.annotations.Nullable;

/// Something that Godwit makes on a server, recorded before it is made, with its exact undo.
///
/// @param id unique within the migration; a repeated command records the same one again
/// @param object the database, role, slot … concerned; a table as quoted `schema.table`
/// @param replaced for [ChangeKind#DATABASE_SWAPPED] the database that stands aside, for
///   [ChangeKind#REPLICA_IDENTITY_SET] the old identity as `ALTER TABLE` takes it, else empty
/// @param database that the object lies in, by its name on that side; null for server-wide ones
/// @param undo the statements that undo it, for people; workers undo by kind
public record Change(
        String id,
        Side side,
        ChangeKind kind,
        String object,
        String replaced,
        String undo,
        @Nullable String database) {

    /// Of a server-wide object.
    public Change(
            String id, Side side, ChangeKind kind, String object, String replaced, String undo) {
        this(id, side, kind, object, replaced, undo, null);
    }
}
