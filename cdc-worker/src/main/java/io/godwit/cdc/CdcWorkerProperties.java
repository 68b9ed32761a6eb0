package io.godwit.cdc;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings `godwit.cdc-worker.*`.
///
/// @param snapshotCheck how often a held snapshot is looked after
@Validated
@ConfigurationProperties("godwit.cdc-worker")
record CdcWorkerProperties(@DefaultValue("1s") @NotNull Duration snapshotCheck) {}
