package io.godwit.common.messaging;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/// Creates the topics and the share groups' settings where they are missing. Every service does so
/// at its start, so that none has to be first.
public final class TopicSettings {
    static final int MAX_MESSAGE_BYTES = 8 << 20;

    /// A cluster that has just been started answers before it has a broker to put topics on.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final Map<String, String> FOR_EVER =
            Map.of(RETENTION_MS_CONFIG, "-1", RETENTION_BYTES_CONFIG, "-1");
    private static final Map<String, String> A_WEEK =
            Map.of(RETENTION_MS_CONFIG, Long.toString(Duration.ofDays(7).toMillis()));
    private static final Map<String, String> COMPACTED =
            Map.of(
                    CLEANUP_POLICY_CONFIG,
                    CLEANUP_POLICY_COMPACT,
                    MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                    "0.1",
                    MAX_COMPACTION_LAG_MS_CONFIG,
                    Long.toString(Duration.ofHours(1).toMillis()),
                    SEGMENT_MS_CONFIG,
                    Long.toString(Duration.ofMinutes(10).toMillis()));

    private final KafkaClients kafka;
    private final MessagingProperties properties;

    public TopicSettings(KafkaClients kafka, MessagingProperties properties) {
        this.kafka = kafka;
        this.properties = properties;
    }

    /// @throws IllegalStateException if the cluster refuses or cannot be reached
    public void ensure() {
        try (Admin admin = kafka.admin()) {
            for (NewTopic topic : topics()) {
                create(admin, topic);
            }
            for (String group : List.of(WorkQueue.VALIDATORS, WorkQueue.COPY_WORKERS)) {
                configureGroup(admin, group);
            }
        }
    }

    private List<NewTopic> topics() {
        int partitions = properties.partitions();
        return List.of(
                topic(Topics.REQUESTS, partitions, A_WEEK, true),
                topic(Topics.EVENTS, partitions, FOR_EVER, true),
                // Duties last as long as a migration does, and are read from their beginning.
                topic(Topics.CDC_COMMANDS, partitions, FOR_EVER, true),
                topic(Topics.VALIDATOR_COMMANDS, 1, A_WEEK, true),
                topic(Topics.COPY_COMMANDS, 1, A_WEEK, true),
                topic(Topics.PROGRESS, 1, COMPACTED, false),
                topic(Topics.SECRETS, 1, COMPACTED, true));
    }

    private NewTopic topic(
            String name, int partitions, Map<String, String> settings, boolean durable) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES));
        if (durable && properties.replicas() == 1) {
            // A single broker has no replica to fall back on when the power goes.
            all.put(FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        }
        return new NewTopic(name, partitions, properties.replicas()).configs(all);
    }

    private static void create(Admin admin, NewTopic topic) {
        patiently(
                "cannot create the topic " + topic.name(),
                () -> {
                    try {
                        admin.createTopics(Set.of(topic)).all().get();
                    } catch (ExecutionException e) {
                        if (!(e.getCause() instanceof TopicExistsException)) {
                            throw e;
                        }
                    }
                });
    }

    /// A share group starts at the end of its topic unless told otherwise; a command that was
    /// published before the first worker came would be lost. And it hands out what transactions
    /// have not committed: commands that the orchestrator, killed in between, knows nothing of.
    private void configureGroup(Admin admin, String group) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        List<AlterConfigOp> settings =
                List.of(
                        set("share.auto.offset.reset", "earliest"),
                        set("share.isolation.level", "read_committed"),
                        set(
                                "share.record.lock.duration.ms",
                                Long.toString(properties.lock().toMillis())));
        patiently(
                "cannot configure the share group " + group,
                () -> admin.incrementalAlterConfigs(Map.of(resource, settings)).all().get());
    }

    private interface Wish {
        void ask() throws ExecutionException, InterruptedException;
    }

    private static void patiently(String complaint, Wish wish) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                try {
                    wish.ask();
                    return;
                } catch (ExecutionException e) {
                    if (!maybeLater(e.getCause()) || System.nanoTime() > deadline) {
                        throw new IllegalStateException(complaint, e);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(complaint, e);
        }
    }

    /// Too few brokers for the replicas is also what a cluster says whose brokers are on their way.
    private static boolean maybeLater(@Nullable Throwable refusal) {
        return refusal instanceof RetriableException
                || refusal instanceof InvalidReplicationFactorException;
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }
}
