package io.godwit.common.migration;

import java.util.List;

/// What the look at a source's schema before the fence has found, for the look behind it.
///
/// @param catalogs stands for all that the source's catalogs held when it began
/// @param unproven tables whose rows nothing vouches for
/// @param proven tables that were changed, and whose rows are proven equal since
public record DriftLook(String catalogs, List<TableRef> unproven, List<ProvenTable> proven) {
    public DriftLook {
        unproven = List.copyOf(unproven);
        proven = List.copyOf(proven);
    }
}
