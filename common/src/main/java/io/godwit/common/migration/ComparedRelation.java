package io.godwit.common.migration;

/// What one piece of a comparison found about the rows of a table, or of a part of it.
public record ComparedRelation(
        String schema, String name, long sourceRows, long targetRows, boolean equal) {}
