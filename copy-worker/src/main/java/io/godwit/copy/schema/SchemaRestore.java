package io.godwit.copy.schema;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.NoticeRaised;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.copy.schema.ClientProgram.Outcome;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;
import io.godwit.copy.sessions.SideBySide;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Fills a staging database from an archive with `pg_restore`, and believes its work only when each
/// of its errors is known to do no harm.
final class SchemaRestore {
    private static final int MOST_SHOWN = 20;
    private static final int MOST_JOBS = 8;

    private final PostgresConnections connections;
    private final Sessions sessions;

    enum Section {
        PRE_DATA("pre-data"),
        POST_DATA("post-data");

        private final String word;

        Section(String word) {
            this.word = word;
        }
    }

    SchemaRestore(PostgresConnections connections) {
        this.connections = connections;
        this.sessions = new Sessions(connections);
    }

    /// What one section of the archive holds.
    TableOfContents contents(SchemaWork work, Path archive, Section section, WorkContext context) {
        Path list = work.folder().resolve(section.word + ".list");
        ClientProgram program = program(work);
        List<String> arguments =
                List.of(
                        "--list",
                        "--verbose",
                        "--section=" + section.word,
                        "--file=" + list,
                        archive.toString());
        Outcome outcome = program.run(work.tools().restore(), arguments, context);
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException("pg_restore --list: " + outcome.words());
        }
        try {
            return TableOfContents.read(list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Restores what `contents` lists of the pre-data section, many tables by several sessions.
    ///
    /// @throws MigrationException as [#restore] does
    void restorePreData(
            SchemaWork work,
            Path archive,
            TableOfContents contents,
            int parallelism,
            WorkContext context) {
        PreDataStages stages = PreDataStages.of(contents, Math.min(parallelism, MOST_JOBS));
        Section section = Section.PRE_DATA;
        Queue<RestoreErrors> errors = new ConcurrentLinkedQueue<>();
        errors.add(attempt(work, archive, section, stages.before(), 1, context));
        SideBySide.run(
                stages.sideBySide().stream()
                        .<Runnable>map(some ->
                                () -> errors.add(attempt(work, archive, section, some, 1, context)))
                        .toList());
        errors.add(attempt(work, archive, section, stages.after(), 1, context));
        judge(work, List.copyOf(errors), context);
    }

    /// Restores what `contents` lists of a section.
    ///
    /// @throws MigrationException `SCHEMA_RESTORE_FAILED` with pg_restore's words, or what keeps
    ///   the target from being reached
    void restore(
            SchemaWork work,
            Path archive,
            Section section,
            TableOfContents contents,
            int parallelism,
            WorkContext context) {
        int jobs = Math.min(parallelism, MOST_JOBS);
        judge(work, List.of(attempt(work, archive, section, contents, jobs, context)), context);
    }

    private RestoreErrors attempt(
            SchemaWork work,
            Path archive,
            Section section,
            TableOfContents contents,
            int jobs,
            WorkContext context) {
        if (contents.isEmpty()) {
            return RestoreErrors.NONE;
        }
        Outcome outcome = run(work, archive, section, contents, jobs, context);
        RestoreErrors errors = RestoreErrors.read(outcome);
        if (!errors.finished() || outcome.connectionLost()) {
            throw interrupted(work, outcome, context);
        }
        return errors;
    }

    private Outcome run(
            SchemaWork work,
            Path archive,
            Section section,
            TableOfContents contents,
            int jobs,
            WorkContext context) {
        Path list = written(work, section, contents);
        ClientProgram program = program(work);
        List<String> arguments = new ArrayList<>();
        arguments.add("--section=" + section.word);
        arguments.add("--use-list=" + list);
        arguments.add("--no-tablespaces");
        arguments.add("--no-password");
        if (jobs > 1) {
            arguments.add("--jobs=" + jobs);
        }
        arguments.add("--dbname=" + program.address(work.staging()));
        arguments.add(archive.toString());
        return program.run(work.tools().restore(), arguments, context);
    }

    private static Path written(SchemaWork work, Section section, TableOfContents contents) {
        try {
            Path list = Files.createTempFile(work.folder(), section.word + "-", ".use");
            contents.write(list);
            return list;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void judge(SchemaWork work, List<RestoreErrors> all, WorkContext context) {
        List<RestoreError> errors =
                all.stream().flatMap(some -> some.errors().stream()).distinct().toList();
        List<RestoreError> harmful = new ArrayList<>();
        boolean superuser = errors.isEmpty() || superuser(work, context);
        Map<HarmlessErrors, List<RestoreError>> harmless = new EnumMap<>(HarmlessErrors.class);
        for (RestoreError error : errors) {
            HarmlessErrors.of(error, superuser)
                    .map(known -> harmless.computeIfAbsent(known, _ -> new ArrayList<>()))
                    .orElse(harmful)
                    .add(error);
        }
        harmless.forEach((known, some) ->
                context.publish(new NoticeRaised(known.notice(work.source(), some))));
        if (!harmful.isEmpty()) {
            throw failed(work, refused(work, harmful.size(), superuser), words(harmful));
        }
        all.stream()
                .filter(some -> !some.accounted())
                .findFirst()
                .ifPresent(some -> {
                    throw failed(work, "its errors could not be told apart", some.words());
                });
    }

    private boolean superuser(SchemaWork work, WorkContext context) {
        try (Session staging =
                sessions.open(work.endpoints(), Side.TARGET, work.staging(), "schema", context)) {
            return staging.superuser();
        }
    }

    private static String refused(SchemaWork work, int statements, boolean superuser) {
        return statements
                + " statements were refused"
                + (superuser
                        ? ""
                        : "; the target's user %s is not a superuser"
                                .formatted(work.endpoints().server(Side.TARGET).user()));
    }

    private static String words(List<RestoreError> errors) {
        List<String> shown =
                errors.stream()
                        .limit(MOST_SHOWN)
                        .map(error -> error.words() + "\nCommand was: " + error.command())
                        .toList();
        return String.join("\n\n", shown);
    }

    /// It goes on past everything but the loss of its connection, and with several jobs even then.
    private MigrationException interrupted(SchemaWork work, Outcome outcome, WorkContext context) {
        try (Session _ =
                sessions.open(work.endpoints(), Side.TARGET, work.staging(), "schema", context)) {
            return new MigrationException(
                    new Failure(
                            FailureCode.CONNECTION_LOST,
                            "pg_restore into " + work.staging() + " ended before its time",
                            null,
                            outcome.words()),
                    null);
        }
    }

    private static MigrationException failed(SchemaWork work, String why, String words) {
        return new MigrationException(
                new Failure(
                        FailureCode.SCHEMA_RESTORE_FAILED,
                        "restoring the schema of database %s: %s".formatted(work.source(), why),
                        null,
                        words),
                null);
    }

    private ClientProgram program(SchemaWork work) {
        return new ClientProgram(connections, work.endpoints(), Side.TARGET);
    }
}
