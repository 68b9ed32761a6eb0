package io.godwit.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The peers: client programs that are started, do their work and end. Creating the target database
/// is part of the job, as it is of Godwit's.
sealed interface ClientContender extends Contender {
    /// They are children of this process and waited for.
    @Override
    default double processorSeconds(ProcessTable processes) {
        return processes.secondsOfEndedChildren(ProcessHandle.current().pid());
    }

    /// Dumps to a directory, creates the database, restores.
    record DumpAndRestore(
            String name,
            PostgresServer source,
            PostgresServer target,
            Path folder,
            List<String> dumpOptions)
            implements ClientContender {
        private static final String JOBS = "--jobs=2";

        @Override
        public Outcome move(String database, String run) {
            Path dump = folder.resolve(run);
            List<String> arguments =
                    new ArrayList<>(List.of("--format=directory", JOBS, "--file=" + dump));
            arguments.addAll(dumpOptions);
            arguments.add(database);
            long began = System.nanoTime();
            source.program("pg_dump", arguments.toArray(String[]::new));
            target.create(database);
            target.program("pg_restore", JOBS, "--dbname=" + database, dump.toString());
            return Outcome.since(began);
        }
    }

    /// `pgcopydb clone`.
    record Pgcopydb(
            String name,
            Programs programs,
            PostgresServer source,
            PostgresServer target,
            Path folder,
            List<String> options)
            implements ClientContender {
        static final Path PROGRAM = Path.of("/usr/bin/pgcopydb");

        @Override
        public Outcome move(String database, String run) {
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    PROGRAM.toString(),
                                    "clone",
                                    "--source",
                                    source.uri(database),
                                    "--target",
                                    target.uri(database),
                                    "--dir",
                                    folder.resolve(run).toString()));
            command.addAll(options);
            long began = System.nanoTime();
            target.create(database);
            programs.run(command, Map.of());
            return Outcome.since(began);
        }
    }
}
