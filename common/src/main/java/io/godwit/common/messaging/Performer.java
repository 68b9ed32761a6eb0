package io.godwit.common.messaging;

import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.WorkerCommand;

/// Carries out the commands of one service. Called from several threads at once, one command each;
/// every command may come twice and must then answer with the same fact.
///
/// @param <C> the service's commands
@FunctionalInterface
public interface Performer<C extends WorkerCommand> {
    /// @return the fact that answers the command
    /// @throws io.godwit.common.migration.MigrationException if the work failed; the orchestrator
    ///   decides by the failure's kind whether it is repeated
    /// @throws java.sql.SQLException if a server failed in a way that the performer did not
    ///   classify; which server is unknown then
    MigrationEvent perform(C command, WorkContext context) throws Exception;
}
