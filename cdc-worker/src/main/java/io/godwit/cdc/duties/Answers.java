package io.godwit.cdc.duties;

import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ApplyStopped;
import io.godwit.common.migration.MigrationEvent.FollowingStopped;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.SnapshotOpened;
import io.godwit.common.migration.MigrationEvent.StreamStopped;
import io.godwit.common.migration.WorkRef;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What the log has heard about duties already, by whichever process. Thread-safe.
final class Answers {
    private record Opened(String database, int generation) {}

    private record Stopped(String work, int epoch) {}

    private record NotApplied(String database, int epoch) {}

    private record NotFollowed(String database) {}

    private final Map<String, Set<Object>> byMigration = new ConcurrentHashMap<>();

    /// On the thread that follows the log.
    void on(ConsumerRecord<String, byte[]> entry) {
        WireCodec.decode(entry.value(), MigrationEvent.class)
                .ifPresent(fact -> on(fact.correlation(), fact.payload()));
    }

    private void on(String migration, MigrationEvent event) {
        if (event instanceof MigrationCreated) {
            // Another one of that name may have been there before.
            byMigration.remove(migration);
        } else if (event instanceof SnapshotOpened opened) {
            add(migration, new Opened(opened.database(), opened.generation()));
        } else if (event instanceof StreamStopped stopped) {
            add(migration, new Stopped(stopped.work().id(), stopped.work().attempt()));
        } else if (event instanceof ApplyStopped stopped) {
            add(migration, new NotApplied(stopped.database(), stopped.epoch()));
        } else if (event instanceof FollowingStopped stopped) {
            add(migration, new NotFollowed(stopped.database()));
        } else if (event instanceof MigrationEvent.CaptureRequested requested) {
            // It is followed again.
            forget(migration, new NotFollowed(String.valueOf(requested.work().database())));
        }
    }

    private void add(String migration, Object answer) {
        byMigration.computeIfAbsent(migration, _ -> ConcurrentHashMap.newKeySet()).add(answer);
    }

    private void forget(String migration, Object answer) {
        byMigration.computeIfPresent(
                migration,
                (_, known) -> {
                    known.remove(answer);
                    return known;
                });
    }

    private boolean has(String migration, Object answer) {
        return byMigration.getOrDefault(migration, Set.of()).contains(answer);
    }

    boolean snapshotOpened(DatabaseKey key, int generation) {
        return has(key.migration(), new Opened(key.database(), generation));
    }

    boolean streamStopped(WorkRef work) {
        return has(work.migration(), new Stopped(work.id(), work.attempt()));
    }

    boolean applyStopped(DatabaseKey key, int epoch) {
        return has(key.migration(), new NotApplied(key.database(), epoch));
    }

    boolean followingStopped(DatabaseKey key) {
        return has(key.migration(), new NotFollowed(key.database()));
    }
}
