package io.godwit.copy.schema;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.copy.schema.ClientProgram.Outcome;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// Makes the archive of one database's schema with `pg_dump`: no rows, no large objects.
final class SchemaArchive {
    /// What the arguments of a program may hold in all; many systems allow 2 MB.
    private static final int MOST_ARGUMENTS = 500_000;

    private final PostgresConnections connections;
    private final Sessions sessions;

    SchemaArchive(PostgresConnections connections) {
        this.connections = connections;
        this.sessions = new Sessions(connections);
    }

    /// The archive made for the same snapshot earlier, if it still lies here, else a new one.
    Path reuse(SchemaWork work, WorkContext context) {
        Path archive = work.folder().resolve("schema.dump");
        return Files.isRegularFile(archive) ? archive : make(work, context);
    }

    /// @throws MigrationException `SNAPSHOT_LOST`, or `SCHEMA_DUMP_FAILED` with pg_dump's words
    Path make(SchemaWork work, WorkContext context) {
        Path archive = work.folder().resolve("schema.dump");
        Path unfinished = work.folder().resolve("schema.dump.new");
        ClientProgram program = new ClientProgram(connections, work.endpoints(), Side.SOURCE);
        List<String> arguments = arguments(work, unfinished, program.address(work.source()));
        Outcome outcome = program.run(work.tools().dump(), arguments, context);
        if (outcome.exitCode() != 0) {
            throw failure(work, outcome, context);
        }
        return moved(unfinished, archive);
    }

    private static List<String> arguments(SchemaWork work, Path file, String address) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--format=custom");
        arguments.add("--compress=0");
        arguments.add("--file=" + file);
        arguments.add("--section=pre-data");
        arguments.add("--section=post-data");
        arguments.add("--snapshot=" + work.snapshot());
        arguments.add("--no-blobs");
        arguments.add("--no-subscriptions");
        arguments.add("--no-tablespaces");
        arguments.add("--no-sync");
        arguments.add("--quote-all-identifiers");
        arguments.add("--no-password");
        arguments.addAll(exclusions(work.selection()));
        arguments.add("--dbname=" + address);
        return arguments;
    }

    /// They spare pg_dump locks and rights on tables that do not move; the list of contents is
    /// filtered all the same, so it does no harm if they are too many, or not in this machine's
    /// character set.
    private static List<String> exclusions(TableSelection.Result selection) {
        List<String> exclusions =
                selection.excludedNames().stream().map(name -> "--exclude-table=" + name).toList();
        boolean plain = exclusions.stream().allMatch(SchemaArchive::plain);
        int length = exclusions.stream().mapToInt(String::length).sum();
        return plain && length < MOST_ARGUMENTS ? exclusions : List.of();
    }

    private static boolean plain(String argument) {
        return argument.chars().allMatch(each -> each >= ' ' && each < 127);
    }

    /// If the snapshot can be read no more, that is why; if the source cannot be reached, or the
    /// connection was cut, that is.
    private MigrationException failure(SchemaWork work, Outcome outcome, WorkContext context) {
        try (Session session =
                sessions.open(work.endpoints(), Side.SOURCE, work.source(), "schema", context)) {
            session.readSnapshot(work.snapshot());
        }
        return new MigrationException(
                new Failure(
                        outcome.connectionLost()
                                ? FailureCode.CONNECTION_LOST
                                : FailureCode.SCHEMA_DUMP_FAILED,
                        "reading the schema of database " + work.source() + " failed",
                        null,
                        outcome.words()),
                null);
    }

    private static Path moved(Path from, Path to) {
        try {
            return Files.move(
                    from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
