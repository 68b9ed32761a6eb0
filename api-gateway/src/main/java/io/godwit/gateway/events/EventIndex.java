package io.godwit.gateway.events;

import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.MigrationDeleted;
import io.godwit.gateway.views.Views;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Where in the log the facts of each migration lie. Thread-safe.
public final class EventIndex implements Views.Listener {
    /// @param first the offset of its creation
    /// @param last the offset of its newest fact
    /// @param closed the newest fact is its deletion: none follows
    record Extent(int partition, long first, long last, boolean closed) {}

    private final Map<String, Extent> extents = new ConcurrentHashMap<>();

    @Override
    public void on(Envelope<MigrationEvent> fact, ConsumerRecord<String, byte[]> entry) {
        Extent here = new Extent(entry.partition(), entry.offset(), entry.offset(), false);
        if (fact.payload() instanceof MigrationCreated) {
            extents.put(fact.correlation(), here);
        } else {
            extents.computeIfPresent(
                    fact.correlation(),
                    (_, known) ->
                            new Extent(
                                    known.partition(),
                                    known.first(),
                                    entry.offset(),
                                    fact.payload() instanceof MigrationDeleted));
        }
    }

    Optional<Extent> of(String migration) {
        return Optional.ofNullable(extents.get(migration));
    }

    /// Where the facts end of a migration that is deleted by now; its name may have been given to
    /// another since.
    ///
    /// @param known as it was when somebody began to read
    OptionalLong end(String migration, Extent known) {
        Extent present = extents.getOrDefault(migration, known);
        if (present.first() != known.first()) {
            return OptionalLong.of(present.first() - 1);
        }
        return present.closed() ? OptionalLong.of(present.last()) : OptionalLong.empty();
    }
}
