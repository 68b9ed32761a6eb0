package io.godwit.gateway.views;

import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.SourceType;
import io.godwit.common.migration.State;
import io.godwit.common.migration.Substate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of the list of migrations.
///
/// @param status the state
/// @param migrationType the option, under the word that the reference's grid has for it
/// @param source `host:port`
/// @param databases their names on the source
/// @param durationSeconds until now, or until its end
public record MigrationSummary(
        String name,
        State status,
        Substate substate,
        Mode mode,
        Option option,
        Option migrationType,
        String source,
        SourceType sourceType,
        String target,
        List<String> databases,
        double durationSeconds,
        Instant started,
        @Nullable Instant ended) {}
