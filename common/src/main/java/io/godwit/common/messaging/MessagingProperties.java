package io.godwit.common.messaging;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings `godwit.messaging.*`.
///
/// @param partitions of requests, events and cdc commands; fixed for ever once the topics exist
/// @param replicas of every topic
/// @param heartbeat how often a worker says that an attempt is alive
/// @param renewal how often a worker renews its lock on a command; well under the lock's duration
/// @param lock how long a command stays with a silent worker, 15 s to 60 s
/// @param secretKey the sealing key itself (environment), or null
/// @param secretKeyFile where the sealing key lies, created with mode 0600 if missing
@Validated
@ConfigurationProperties("godwit.messaging")
public record MessagingProperties(
        @DefaultValue("4") @Min(1) @Max(1000) int partitions,
        @DefaultValue("1") @Positive short replicas,
        @DefaultValue("5s") @NotNull Duration heartbeat,
        @DefaultValue("10s") @NotNull Duration renewal,
        @DefaultValue("30s") @NotNull Duration lock,
        @Nullable String secretKey,
        @DefaultValue("data/secret.key") @NotNull Path secretKeyFile) {

    @Override
    public String toString() {
        return "MessagingProperties[partitions=%d, replicas=%d, secretKeyFile=%s]"
                .formatted(partitions, replicas, secretKeyFile);
    }
}
