package io.godwit.common.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finite work for the validator's and the copy worker's queues. Each may arrive twice, and each is
/// answered by a fact that carries its [WorkRef]: its own success, `WorkFailed` or `WorkStopped`.
public sealed interface WorkerCommand {
    WorkRef work();

    Endpoints endpoints();

    /// Work of the validator service.
    sealed interface ValidatorCommand extends WorkerCommand {}

    /// Work of the copy worker.
    sealed interface CopyCommand extends WorkerCommand {}

    /// Answered by `RulesChecked` without a database.
    ///
    /// @param rules the codes of those to ask, null for all
    record ValidateServers(WorkRef work, MigrationSpec spec, @Nullable List<String> rules)
            implements ValidatorCommand {
        public ValidateServers {
            rules = rules == null ? null : List.copyOf(rules);
        }

        public ValidateServers(WorkRef work, MigrationSpec spec) {
            this(work, spec, null);
        }

        @Override
        public Endpoints endpoints() {
            return spec.endpoints();
        }
    }

    /// Answered by `RulesChecked` with its database.
    ///
    /// @param rules the codes of those to ask, null for all
    record ValidateDatabase(
            WorkRef work, MigrationSpec spec, DatabaseSpec database, @Nullable List<String> rules)
            implements ValidatorCommand {
        public ValidateDatabase {
            rules = rules == null ? null : List.copyOf(rules);
        }

        public ValidateDatabase(WorkRef work, MigrationSpec spec, DatabaseSpec database) {
            this(work, spec, database, null);
        }

        @Override
        public Endpoints endpoints() {
            return spec.endpoints();
        }
    }

    /// Answered by `TablesCompared`.
    ///
    /// @param snapshot of the source, null to read its present state
    record CompareTables(
            WorkRef work,
            Endpoints endpoints,
            String sourceDatabase,
            String targetDatabase,
            @Nullable String snapshot,
            Verification level,
            List<TableRef> tables)
            implements ValidatorCommand {}

    /// Cuts a database's comparison into pieces. Answered by `PiecesPlanned` and
    /// `ComparisonPlanned`.
    ///
    /// @param parallelism how many pieces will be compared at once
    record PlanComparison(
            WorkRef work,
            Endpoints endpoints,
            String sourceDatabase,
            String targetDatabase,
            ComparisonScope scope,
            int parallelism)
            implements ValidatorCommand {}

    /// Catalog against catalog. Answered by `PieceCompared`.
    record CompareSchema(
            WorkRef work,
            Endpoints endpoints,
            String sourceDatabase,
            String targetDatabase,
            ComparisonScope scope)
            implements ValidatorCommand {}

    /// The rows of some tables, or of a part of one. Answered by `PieceCompared`.
    record ComparePiece(
            WorkRef work,
            Endpoints endpoints,
            String sourceDatabase,
            String targetDatabase,
            ComparisonScope scope,
            ComparisonPiece piece)
            implements ValidatorCommand {}

    /// What is in no table: sequences and large objects. Answered by `PieceCompared`.
    record CompareRemainder(
            WorkRef work,
            Endpoints endpoints,
            String sourceDatabase,
            String targetDatabase,
            ComparisonScope scope)
            implements ValidatorCommand {}

    /// Makes sure that the target has every change that the source's schema has seen since its copy
    /// began, and finds the tables whose rows no change in the stream vouches for. Refuses with
    /// `SCHEMA_CHANGED`. Answered by `DriftChecked`.
    ///
    /// @param publication that is followed
    /// @param before null before the fence: such tables are compared then, while they are followed,
    ///   and a difference refuses with `ROWS_DIFFER`. Behind it, what was found so; nothing is
    ///   compared any more
    record CheckDrift(
            WorkRef work,
            Endpoints endpoints,
            String sourceDatabase,
            String staging,
            TableFilter moved,
            String publication,
            @Nullable DriftLook before)
            implements ValidatorCommand {}

    /// Creates the roles that the target lacks. Answered by `RolesPrepared`.
    record PrepareRoles(WorkRef work, MigrationSpec spec) implements CopyCommand {
        @Override
        public Endpoints endpoints() {
            return spec.endpoints();
        }
    }

    /// Creates the staging database with its pre-data schema and plans the copy. Answered by the
    /// plan's chunks and `DatabasePrepared`.
    ///
    /// @param staging the name of the database to create on the target
    record PrepareDatabase(
            WorkRef work,
            MigrationSpec spec,
            DatabaseSpec database,
            String staging,
            String snapshot)
            implements CopyCommand {
        @Override
        public Endpoints endpoints() {
            return spec.endpoints();
        }
    }

    /// Answered by `TablesCopied`.
    record CopyTables(
            WorkRef work,
            Endpoints endpoints,
            String sourceDatabase,
            String staging,
            String snapshot,
            List<TableRef> tables,
            List<PlannedPart> parts)
            implements CopyCommand {}

    /// Under a new snapshot: makes sure that the tables are still those of the first one, and
    /// empties what was copied in parts but not whole. Answered by `CopyResumed`. The work's
    /// generation is the snapshot's, so that it and what comes after it outrank all work under
    /// earlier ones.
    ///
    /// @param copies the numbers of the copies that are to be made anew
    /// @param tables of these copies
    record ResumeCopy(
            WorkRef work,
            MigrationSpec spec,
            DatabaseSpec database,
            String staging,
            String snapshot,
            List<Integer> copies,
            List<TableRef> tables)
            implements CopyCommand {
        public ResumeCopy {
            copies = List.copyOf(copies);
            tables = List.copyOf(tables);
        }

        @Override
        public Endpoints endpoints() {
            return spec.endpoints();
        }
    }

    /// Answered by `IndexesBuilt`.
    ///
    /// @param alone whether nothing else is built on its table, so that the build may use parallel
    ///   workers
    record BuildIndexes(
            WorkRef work,
            Endpoints endpoints,
            String sourceDatabase,
            String staging,
            int build,
            List<TableRef> tables,
            List<PlannedIndex> indexes,
            boolean alone)
            implements CopyCommand {}

    /// What applying needs before the database is finished: keys and statistics. Answered by
    /// `KeysAttached`.
    record AttachKeys(
            WorkRef work,
            MigrationSpec spec,
            DatabaseSpec database,
            String staging,
            String snapshot)
            implements CopyCommand {
        @Override
        public Endpoints endpoints() {
            return spec.endpoints();
        }
    }

    /// Everything after rows and indexes. Answered by `DatabaseFinished`.
    record FinishDatabase(
            WorkRef work,
            MigrationSpec spec,
            DatabaseSpec database,
            String staging,
            String snapshot)
            implements CopyCommand {
        @Override
        public Endpoints endpoints() {
            return spec.endpoints();
        }
    }

    /// Gives the staging database its final name. Answered by `DatabaseSwapped`.
    record SwapDatabase(
            WorkRef work, MigrationSpec spec, DatabaseSpec database, String staging, String aside)
            implements CopyCommand {
        @Override
        public Endpoints endpoints() {
            return spec.endpoints();
        }
    }

    /// Drops the databases that stand aside. Answered by `TargetTidied`.
    record TidyTarget(WorkRef work, MigrationSpec spec, List<String> asides)
            implements CopyCommand {
        @Override
        public Endpoints endpoints() {
            return spec.endpoints();
        }
    }

    /// Undoes the changes in the order given. Answered by `ChangeUndone` for each, then
    /// `ChangesUndone`.
    record UndoChanges(WorkRef work, MigrationSpec spec, List<Change> changes)
            implements CopyCommand {
        @Override
        public Endpoints endpoints() {
            return spec.endpoints();
        }
    }

    /// Fences the source if asked to, then writes the marker of this cutover into its WAL. Refuses
    /// if the source's tables are not those that are followed. Answered by `CutoverMarked`.
    ///
    /// @param number of the cutover
    record MarkCutover(
            WorkRef work,
            MigrationSpec spec,
            DatabaseSpec database,
            String staging,
            int number,
            boolean fence)
            implements CopyCommand {
        @Override
        public Endpoints endpoints() {
            return spec.endpoints();
        }
    }

    /// After the drain: sequences, materialized views, what applying had switched off. Answered by
    /// `DatabaseSettled`.
    ///
    /// @param identities that were set on the source, and so came over with its schema
    record SettleDatabase(
            WorkRef work,
            MigrationSpec spec,
            DatabaseSpec database,
            String staging,
            List<Change> identities)
            implements CopyCommand {
        public SettleDatabase {
            identities = List.copyOf(identities);
        }

        @Override
        public Endpoints endpoints() {
            return spec.endpoints();
        }
    }
}
