package io.godwit.copy;

import io.godwit.copy.indexes.IndexBuildSettings;
import io.godwit.copy.planning.CopyPlanLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Settings `godwit.copy.*`.
///
/// @param slots how many commands this process performs at once
/// @param workFolder where schema archives lie between two commands; private to this user
/// @param clientTools the folder of `pg_dump` and `pg_restore`, null to look where they usually are
/// @param cutFrom tables of this size or larger are copied in several parts at once
/// @param indexMemory the least `maintenance_work_mem` of a session that builds indexes; of a GIN
///   index, the most
/// @param indexWorkers parallel workers, beside its session, of each of several index builds of a
///   table; of a table's only one, the server's own setting counts
@Validated
@ConfigurationProperties("godwit.copy")
public record CopyWorkerProperties(
        @DefaultValue("8") @Min(1) @Max(256) int slots,
        @DefaultValue("data/copy-worker") @NotNull Path workFolder,
        @Nullable Path clientTools,
        @DefaultValue("1GB") @NotNull DataSize cutFrom,
        @DefaultValue("256MB") @NotNull DataSize indexMemory,
        @DefaultValue("0") @Min(0) @Max(1024) int indexWorkers) {

    CopyPlanLimits planLimits() {
        return CopyPlanLimits.DEFAULT.cuttingFrom(cutFrom.toBytes());
    }

    IndexBuildSettings indexSettings() {
        return new IndexBuildSettings(indexMemory.toBytes(), indexWorkers);
    }
}
