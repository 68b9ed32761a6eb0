package io.godwit.common.messaging;

import io.godwit.common.migration.MigrationEvent;

/// What a piece of work may use while it runs.
public interface WorkContext {
    /// Appends a fact; returns once the log has it.
    void publish(MigrationEvent event);

    /// Says how far a part is; cheap to call often, sent at a bounded rate.
    void progress(int table, int part, long rows, long bytes);

    /// Has `resource` closed when the work is to stop, from another thread, so that whatever waits
    /// on it fails at once. Closed at once if the work is to stop already.
    ///
    /// @return closing it withdraws the wish
    Registration closeOnStop(AutoCloseable resource);

    boolean stopping();

    /// @throws WorkStoppedException if the work is to stop
    void checkStopping();

    /// Reads the log to its present end first. For work that must not happen once others have gone
    /// on without it: a thread, a process or a machine may have stood still for any time before.
    ///
    /// @throws WorkStoppedException if the work is to stop, or this attempt at it was given up, or
    ///   another has answered
    /// @throws io.godwit.common.migration.MigrationException `RESPONSE_TIMEOUT` if the log cannot
    ///   be read to its end
    void confirmWanted();

    /// Withdraws a wish of [#closeOnStop].
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
