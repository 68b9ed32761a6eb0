package io.godwit.standalone;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings `godwit.standalone.*`.
///
/// @param data where the broker's log and the secret key live
/// @param kafka bootstrap servers of an existing cluster, used instead of the embedded broker
@Validated
@ConfigurationProperties("godwit.standalone")
record StandaloneProperties(@DefaultValue("data") @NotNull Path data, @Nullable String kafka) {}
