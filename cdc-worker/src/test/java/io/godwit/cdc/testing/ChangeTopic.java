package io.godwit.cdc.testing;

import io.godwit.cdc.changes.Chunk;
import io.godwit.cdc.changes.ChunkRecords;
import io.godwit.cdc.changes.Position;
import io.godwit.common.messaging.KafkaClients;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Reads a change topic as apply has to: by the chain rule, leaving out what came before, and with
/// no memory of relations from one chunk to the next. Fails if anything is missing.
public final class ChangeTopic implements AutoCloseable {
    /// @param values of an insert, as text; null for SQL's null, `TOAST` for an unchanged value
    public record Change(
            char type,
            long xid,
            Position at,
            String schema,
            String table,
            List<@Nullable String> values) {}

    private record Relation(String schema, String name) {}

    private final Consumer<String, byte[]> consumer;
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final Set<String> sessions = new HashSet<>();
    private @Nullable Position lastSeen;
    private String session = "";
    private long commitLsn;
    private long xid;
    private long ordinal;
    private int repeated;
    private int ignored;
    private ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    private final Map<Integer, Relation> relations = new HashMap<>();

    public ChangeTopic(KafkaClients kafka, String topic) {
        consumer = kafka.follower();
        TopicPartition partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    public List<Chunk> chunks() {
        return chunks;
    }

    public List<Change> changes() {
        return changes;
    }

    /// Contents of `pg_logical_emit_message`.
    public List<String> messages() {
        return messages;
    }

    public int sessions() {
        return sessions.size();
    }

    /// Changes that came more than once.
    public int repeated() {
        return repeated;
    }

    /// Reads on until it holds.
    public ChangeTopic until(Predicate<ChangeTopic> reached) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!reached.test(this)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "not reached after %d chunks, %d changes, %s"
                                .formatted(chunks.size(), changes.size(), lastSeen));
            }
            consumer.poll(Duration.ofMillis(50)).forEach(this::on);
        }
        return this;
    }

    public ChangeTopic untilChanges(int count) {
        return until(topic -> topic.changes().size() >= count);
    }

    private void on(ConsumerRecord<String, byte[]> entry) {
        Chunk chunk = ChunkRecords.read(entry.headers(), entry.value());
        chunks.add(chunk);
        sessions.add(chunk.session());
        if (lastSeen == null) {
            lastSeen = chunk.after();
        }
        if (!lastSeen.reaches(chunk.after())) {
            if (chunk.first() || chunk.session().equals(session)) {
                throw new AssertionError("a gap before " + chunk + " behind " + lastSeen);
            }
            ignored++;
            return;
        }
        if (!chunk.session().equals(session) || chunk.number() == 0) {
            pieces = new ByteArrayOutputStream();
        }
        session = chunk.session();
        if (chunk.after().isBorder()) {
            ordinal = 0;
        } else {
            commitLsn = chunk.after().lsn();
            ordinal = chunk.after().ordinal();
        }
        if (chunk.whole()) {
            relations.clear();
            int before = changes.size() + messages.size() + repeated;
            ChunkRecords.forEachMessage(chunk.messages(), this::message);
            if (changes.size() + messages.size() + repeated - before != chunk.changes()) {
                throw new AssertionError("wrong count of changes in " + chunk);
            }
        } else {
            pieces.writeBytes(chunk.messages());
            if (chunk.last()) {
                message(ByteBuffer.wrap(pieces.toByteArray()));
                pieces = new ByteArrayOutputStream();
            }
        }
        if (chunk.end().reaches(lastSeen)) {
            lastSeen = chunk.end();
        }
    }

    private void message(ByteBuffer message) {
        char type = (char) message.get();
        switch (type) {
            case 'B' -> {
                commitLsn = message.getLong();
                message.getLong();
                xid = Integer.toUnsignedLong(message.getInt());
                ordinal = 0;
            }
            case 'R' -> relations.put(message.getInt(), new Relation(text(message), text(message)));
            case 'I', 'U', 'D', 'T', 'M' -> {
                ordinal++;
                Position at = new Position(commitLsn, ordinal);
                if (lastSeen != null && lastSeen.reaches(at)) {
                    repeated++;
                } else {
                    change(type, at, message);
                }
            }
            default -> {}
        }
    }

    private void change(char type, Position at, ByteBuffer message) {
        if (type == 'M') {
            message.get();
            message.getLong();
            text(message);
            byte[] content = new byte[message.getInt()];
            message.get(content);
            messages.add(new String(content, StandardCharsets.UTF_8));
            return;
        }
        int oid = message.getInt();
        if (type == 'T') {
            message.get();
            oid = message.getInt();
        }
        Relation relation = relations.get(oid);
        if (relation == null) {
            throw new AssertionError("no relation " + oid + " for the change at " + at);
        }
        List<@Nullable String> values = type == 'I' ? values(message) : List.of();
        changes.add(new Change(type, xid, at, relation.schema(), relation.name(), values));
    }

    private static List<@Nullable String> values(ByteBuffer message) {
        message.get();
        int columns = message.getShort();
        List<@Nullable String> values = new ArrayList<>(columns);
        for (int i = 0; i < columns; i++) {
            char kind = (char) message.get();
            if (kind == 't') {
                byte[] value = new byte[message.getInt()];
                message.get(value);
                values.add(new String(value, StandardCharsets.UTF_8));
            } else {
                values.add(kind == 'n' ? null : "TOAST");
            }
        }
        return values;
    }

    private static String text(ByteBuffer message) {
        int start = message.position();
        while (message.get() != 0) {
            // to its end
        }
        byte[] bytes = new byte[message.position() - start - 1];
        message.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
