package io.godwit.cdc.capture;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The topics that changes travel through: one partition each, kept until the migration ends.
/// Thread-safe.
public final class ChangeTopics {
    private static final int MAX_MESSAGE_BYTES = 8 << 20;

    private final KafkaClients kafka;
    private final short replicas;

    public ChangeTopics(KafkaClients kafka, short replicas) {
        this.kafka = kafka;
        this.replicas = replicas;
    }

    /// Does nothing if it is there.
    ///
    /// @throws MigrationException if the cluster refuses or cannot be reached
    public void create(String topic) {
        NewTopic wanted =
                new NewTopic(topic, Optional.of(1), Optional.of(replicas)).configs(settings());
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(wanted)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failed("creating", topic, e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// The source forgets what the topic has, so a single broker has to have it on disk when the
    /// power goes.
    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
        settings.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES));
        if (replicas == 1) {
            settings.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        }
        return settings;
    }

    /// Does nothing if it is not there.
    ///
    /// @throws MigrationException if the cluster refuses or cannot be reached
    public void delete(String topic) {
        try (Admin admin = kafka.admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw failed("deleting", topic, e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static MigrationException failed(String doing, String topic, ExecutionException e) {
        Failure failure =
                Failure.of(
                        FailureCode.RESPONSE_TIMEOUT,
                        doing + " topic " + topic + " failed: " + e.getCause());
        return new MigrationException(failure, e);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
