package io.godwit.common.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Makes Kafka clients: text keys, byte values, nothing lost on the way in, nothing uncommitted on
/// the way out. The caller closes what it gets.
public final class KafkaClients {
    /// How long a broker holds an answer back while there is nothing new. What is new ends it; the
    /// shorter, the more an idle service costs. A member's end waits for its last answer.
    private static final Duration MEMBER_WAIT = Duration.ofSeconds(2);

    private static final Duration FOLLOWER_WAIT = Duration.ofSeconds(5);

    private final Map<String, Object> common;

    /// @param common bootstrap servers and security settings
    public KafkaClients(Map<String, Object> common) {
        this.common = Map.copyOf(common);
    }

    public Admin admin() {
        return Admin.create(new HashMap<>(common));
    }

    public Producer<String, byte[]> producer() {
        return new KafkaProducer<>(
                producerSettings(), new StringSerializer(), new ByteArraySerializer());
    }

    /// A producer with further settings of its own.
    public Producer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = producerSettings();
        settings.putAll(more);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /// A producer that fences every earlier one of the same id when its transactions are
    /// initialised.
    public Producer<String, byte[]> transactionalProducer(String transactionalId) {
        Map<String, Object> settings = producerSettings();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
        // Back-to-back transactions wait one back-off for the markers of the one before.
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 2L);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /// A consumer without a group: its owner assigns partitions and keeps positions.
    public Consumer<String, byte[]> follower() {
        return new Follower(consumerSettings(FOLLOWER_WAIT));
    }

    /// A consumer whose group shares out the partitions; offsets are committed by its owner.
    public Consumer<String, byte[]> member(String group) {
        Map<String, Object> settings = consumerSettings(MEMBER_WAIT);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /// A member of a share group that takes one record at a time and acknowledges it explicitly.
    public ShareConsumer<String, byte[]> shareMember(String group) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, milliseconds(MEMBER_WAIT));
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        settings.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        return new KafkaShareConsumer<>(
                settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSettings.MAX_MESSAGE_BYTES);
        settings.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, milliseconds(Duration.ofMinutes(2)));
        return settings;
    }

    private Map<String, Object> consumerSettings(Duration wait) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, milliseconds(wait));
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    private static int milliseconds(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    /// Nobody waits for what it leaves: closing it does not wait for a broker's answer.
    private static final class Follower extends KafkaConsumer<String, byte[]> {
        Follower(Map<String, Object> settings) {
            super(settings, new StringDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public void close() {
            close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
