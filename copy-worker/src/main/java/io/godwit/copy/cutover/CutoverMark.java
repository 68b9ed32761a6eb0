package io.godwit.copy.cutover;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationEvent.CutoverMarked;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkerCommand.MarkCutover;
import io.godwit.copy.schema.SchemaDrift;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;
import java.time.Instant;

/// Fences the source and writes the marker that the target has to reach. The marker is the source's
/// own transaction: whatever committed before it lies before it in the stream too.
public final class CutoverMark {
    private static final String DOING = "writing the cutover's marker";

    private final Sessions sessions;

    public CutoverMark(Sessions sessions) {
        this.sessions = sessions;
    }

    public CutoverMarked perform(MarkCutover command, WorkContext context) {
        refuseDrift(command, context);
        Instant paused = Instant.now();
        if (command.fence()) {
            fence(command, context);
        }
        try (Session source = source(command, "marker", context)) {
            return new CutoverMarked(command.work(), write(command, source), paused);
        }
    }

    private void refuseDrift(MarkCutover command, WorkContext context) {
        try (Session source = source(command, "drift", context);
                Session staging =
                        sessions.open(
                                command.endpoints(),
                                Side.TARGET,
                                command.staging(),
                                "drift",
                                context)) {
            SchemaDrift.of(source, staging, command.spec(), command.database())
                    .refuseDifferent(command.database().name());
        }
    }

    /// From the maintenance database: the fence ends every session of the fenced one.
    private void fence(MarkCutover command, WorkContext context) {
        try (Session maintenance =
                sessions.open(command.endpoints(), Side.SOURCE, null, "fence", context)) {
            new SourceFence(maintenance, command.database().name(), context).close();
        }
    }

    private Session source(MarkCutover command, String purpose, WorkContext context) {
        return sessions.open(
                command.endpoints(), Side.SOURCE, command.database().name(), purpose, context);
    }

    private static String write(MarkCutover command, Session source) {
        if (source.version().atLeast(14)) {
            String content = command.spec().instance() + "/" + command.number();
            return source.texts(DOING, CutoverQueries.MESSAGE, content).getFirst();
        }
        // Before the row, so that whoever has reached the row has reached this.
        String position = source.texts(DOING, CutoverQueries.WAL_POSITION).getFirst();
        source.texts(DOING, CutoverQueries.MARKER_ROW, command.number());
        return position;
    }
}
