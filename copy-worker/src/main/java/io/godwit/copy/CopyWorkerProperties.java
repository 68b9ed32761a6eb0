package io.godwit.copy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings `godwit.copy.*`.
///
/// @param slots how many commands this process performs at once
/// @param workFolder where schema archives lie between two commands; private to this user
/// @param clientTools the folder of `pg_dump` and `pg_restore`, null to look where they usually are
@Validated
@ConfigurationProperties("godwit.copy")
public record CopyWorkerProperties(
        @DefaultValue("8") @Min(1) @Max(256) int slots,
        @DefaultValue("data/copy-worker") @NotNull Path workFolder,
        @Nullable Path clientTools) {}
