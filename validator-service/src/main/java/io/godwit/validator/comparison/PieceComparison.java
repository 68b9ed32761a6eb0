package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.ComparedRelation;
import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.ComparisonLevel;
import io.godwit.common.migration.DifferenceKind;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.TableName;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.WorkerCommand.ComparePiece;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.validator.comparison.BothSides.Answers;
import io.godwit.validator.comparison.ComparisonQueries.Numbered;
import io.godwit.validator.comparison.RowFindings.Findings;
import io.godwit.validator.comparison.RowFindings.RelationTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares the rows of some tables, or of a range of one: sums in both servers at once, then only
/// what differs more closely. Reads only, each question in a transaction of its own.
final class PieceComparison {
    private static final String REFUSED = "42501";

    private final ComparedServers servers;
    private final Duration patience;

    /// @param patience with changes that are on their way
    PieceComparison(PostgresConnections connections, Duration patience) {
        this.servers = new ComparedServers(connections);
        this.patience = patience;
    }

    /// A table whose rows a side does not show whole is told by its name; the others are compared.
    PieceCompared compare(ComparePiece command, WorkContext work) {
        List<TableName> tables = command.piece().tables();
        Results results = new Results();
        try {
            results.addAll(ask(command, tables, work));
        } catch (MigrationException e) {
            if (!refused(e)) {
                throw e;
            }
            tables.forEach(table -> results.addAll(alone(command, table, work)));
        }
        return results.fact(command);
    }

    private Results alone(ComparePiece command, TableName table, WorkContext work) {
        try {
            return ask(command, List.of(table), work);
        } catch (MigrationException e) {
            if (!refused(e)) {
                throw e;
            }
            return Results.notCompared(table, e);
        }
    }

    private static boolean refused(MigrationException e) {
        return REFUSED.equals(e.failure().sqlState());
    }

    private Results ask(ComparePiece command, List<TableName> tables, WorkContext work) {
        return servers.ask(
                command.endpoints(),
                command.sourceDatabase(),
                command.targetDatabase(),
                work,
                sides ->
                        new Reading(
                                        command,
                                        sides,
                                        new FollowedTarget(sides, patience, work),
                                        Dialect.of(sides).forTables(tables.size()),
                                        work)
                                .compare(tables));
    }

    /// What was found so far.
    private static final class Results {
        private final List<ComparedRelation> relations = new ArrayList<>();
        private final List<ComparisonDifference> differences = new ArrayList<>();
        private long differing;
        private long unsettled;

        static Results notCompared(TableName table, MigrationException e) {
            Results results = new Results();
            results.differ(
                    new ComparisonDifference(
                            DifferenceKind.NOT_COMPARED,
                            "rows",
                            table.toString(),
                            null,
                            e.failure().message(),
                            e.failure().serverText(),
                            null));
            return results;
        }

        void differ(ComparisonDifference difference) {
            differences.add(difference);
            differing++;
        }

        void add(ComparedRelation relation, Findings findings) {
            relations.add(relation);
            differences.addAll(findings.differences());
            differing += findings.differing();
            unsettled += findings.unsettled();
        }

        void addAll(Results others) {
            relations.addAll(others.relations);
            differences.addAll(others.differences);
            differing += others.differing;
            unsettled += others.unsettled;
        }

        PieceCompared fact(ComparePiece command) {
            return new PieceCompared(
                    command.work(),
                    relations,
                    0,
                    BoundedDifferences.of(differences),
                    differing,
                    unsettled);
        }
    }

    /// One look at some tables over open sessions.
    private static final class Reading {
        private final ComparePiece command;
        private final BothSides sides;
        private final FollowedTarget followed;
        private final Dialect dialect;
        private final WorkContext work;
        private final Results results = new Results();
        private final Throttle throttle;

        Reading(
                ComparePiece command,
                BothSides sides,
                FollowedTarget followed,
                Dialect dialect,
                WorkContext work) {
            this.command = command;
            this.sides = sides;
            this.followed = followed;
            this.dialect = dialect;
            this.work = work;
            this.throttle = new Throttle(command.scope().rowsPerSecond(), work);
        }

        /// @param shape the source's
        /// @param relation whose sums are compared
        /// @param named whose rows are told apart if they differ
        private record Compared(
                TableName table, TableShape shape, Relation relation, Relation named) {}

        Results compare(List<TableName> tables) {
            List<TableRef> numbered = new ArrayList<>();
            tables.forEach(table ->
                    numbered.add(new TableRef(numbered.size(), 0, table.schema(), table.name())));
            Answers<Map<Integer, TableShape>> shapes =
                    sides.ask(side -> Shapes.read(side, numbered));
            List<Compared> compared = new ArrayList<>();
            for (int i = 0; i < tables.size(); i++) {
                Compared one =
                        comparable(tables.get(i), shapes.source().get(i), shapes.target().get(i));
                if (one != null) {
                    compared.add(one);
                }
            }
            for (List<Compared> batch : batches(compared)) {
                work.checkStopping();
                sum(batch);
            }
            return results;
        }

        /// Bounds the locks of one question.
        private static List<List<Compared>> batches(List<Compared> all) {
            List<List<Compared>> batches = new ArrayList<>();
            for (int from = 0; from < all.size(); from += 50) {
                batches.add(all.subList(from, Math.min(from + 50, all.size())));
            }
            return batches;
        }

        private @Nullable Compared comparable(
                TableName table, @Nullable TableShape source, @Nullable TableShape target) {
            if (source == null) {
                return null; // dropped since the plan was made; the schema's comparison tells
            }
            if (target == null) {
                results.differ(difference(DifferenceKind.MISSING, table, "the table", null));
                return null;
            }
            String columns = Difference.ofColumns(source.names(), target.names());
            if (columns != null) {
                results.differ(difference(DifferenceKind.NOT_COMPARED, table, columns, null));
                return null;
            }
            String from = ComparisonQueries.from(table, command.piece().range());
            Relation whole = Relation.of(from, source, target, dialect);
            if (command.scope().level() == ComparisonLevel.FULL && !source.columns().isEmpty()) {
                return new Compared(table, source, whole, whole);
            }
            Relation counted = Relation.counted(from, source, target, dialect);
            Relation named = counted.keyed() ? counted.byKeys() : whole;
            return new Compared(table, source, following() ? named : counted, named);
        }

        private static ComparisonDifference difference(
                DifferenceKind kind,
                TableName table,
                @Nullable String source,
                @Nullable String target) {
            return new ComparisonDifference(
                    kind, "rows", table.toString(), null, source, target, null);
        }

        private void sum(List<Compared> batch) {
            Answers<Map<Integer, Checksum>> sums = sides.ask(side -> sums(side, batch));
            long rows = 0;
            for (int i = 0; i < batch.size(); i++) {
                Checksum source = sums.source().getOrDefault(i, Checksum.NONE);
                Checksum target = sums.target().getOrDefault(i, Checksum.NONE);
                rows += Math.max(source.rows(), target.rows());
                tell(batch.get(i), source, target);
            }
            throttle.read(rows);
        }

        private void tell(Compared table, Checksum source, Checksum target) {
            Findings findings =
                    source.equals(target) ? Findings.NONE : differences(table, source, target);
            results.add(
                    new ComparedRelation(
                            table.table().schema(),
                            table.table().name(),
                            source.rows(),
                            target.rows(),
                            findings.differing() == 0 && findings.unsettled() == 0),
                    findings);
        }

        private boolean following() {
            return command.scope().following();
        }

        private Findings differences(Compared table, Checksum source, Checksum target) {
            long rows = Math.max(source.rows(), target.rows());
            if (following()) {
                return findings(table, new WithheldRepair("row"))
                        .judge(rows, table.table(), followed);
            }
            if (!table.shape().columns().isEmpty()
                    && (table.relation().keyed()
                            || command.scope().level() == ComparisonLevel.FULL)) {
                Findings found =
                        findings(table, new TableRepair(table.table(), table.shape())).find(rows);
                if (found.differing() > 0) {
                    return found;
                }
            }
            return ofSums(table, source, target);
        }

        private RowFindings findings(Compared table, RowRepair repair) {
            return new RowFindings(
                    sides, new RelationTable(table.table().toString(), table.named(), repair));
        }

        /// Nothing can be named: there is no key, or the rows changed meanwhile.
        private Findings ofSums(Compared table, Checksum source, Checksum target) {
            Answers<Map<Integer, Checksum>> now = sides.ask(side -> sums(side, List.of(table)));
            if (now.source().equals(now.target())) {
                return Findings.NONE;
            }
            return new Findings(
                    List.of(
                            difference(
                                    DifferenceKind.CHANGED,
                                    table.table(),
                                    source.rows() + " rows",
                                    target.rows() + " rows")),
                    Math.max(1, Math.abs(source.rows() - target.rows())),
                    0);
        }

        private static Map<Integer, Checksum> sums(ComparedSide side, List<Compared> batch) {
            List<Numbered> relations = new ArrayList<>();
            for (Compared one : batch) {
                relations.add(
                        new Numbered(
                                relations.size(),
                                one.relation().from(),
                                ComparisonQueries.sum(one.relation().hash())));
            }
            return Checksums.of(side, "comparing " + batch.getFirst().table(), relations);
        }
    }
}
