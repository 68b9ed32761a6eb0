package io.godwit.validator;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings `godwit.validator.*`.
///
/// @param slots how many commands one process carries out at once
/// @param ruleTimeout how long one rule may take before it is reported as not checked
/// @param clientTools the folder of `pg_dump` and `pg_restore`, null to look where they usually are
/// @param connectTimeout how long a server may take to let a session in, at least 1 s
@Validated
@ConfigurationProperties("godwit.validator")
record ValidatorProperties(
        @DefaultValue("4") @Min(1) @Max(64) int slots,
        @DefaultValue("30s") @NotNull Duration ruleTimeout,
        @DefaultValue("10s") @NotNull Duration connectTimeout,
        @Nullable Path clientTools) {}
