package io.godwit.gateway.views;

import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.ComparedTable;
import io.godwit.common.migration.CopiedPart;
import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.CancelRequested;
import io.godwit.common.migration.MigrationEvent.ChangeIntended;
import io.godwit.common.migration.MigrationEvent.ChangeUndone;
import io.godwit.common.migration.MigrationEvent.ChangesUndone;
import io.godwit.common.migration.MigrationEvent.CompletionStarted;
import io.godwit.common.migration.MigrationEvent.CopiesPlanned;
import io.godwit.common.migration.MigrationEvent.DatabaseFinished;
import io.godwit.common.migration.MigrationEvent.DatabasePrepared;
import io.godwit.common.migration.MigrationEvent.DatabaseStartedOver;
import io.godwit.common.migration.MigrationEvent.DatabaseSwapped;
import io.godwit.common.migration.MigrationEvent.IndexesBuilt;
import io.godwit.common.migration.MigrationEvent.IndexesPlanned;
import io.godwit.common.migration.MigrationEvent.MigrationCanceled;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.MigrationDeleted;
import io.godwit.common.migration.MigrationEvent.MigrationFailed;
import io.godwit.common.migration.MigrationEvent.MigrationSucceeded;
import io.godwit.common.migration.MigrationEvent.NoticeRaised;
import io.godwit.common.migration.MigrationEvent.RetryRequested;
import io.godwit.common.migration.MigrationEvent.RulesChecked;
import io.godwit.common.migration.MigrationEvent.SnapshotOpened;
import io.godwit.common.migration.MigrationEvent.SnapshotRequested;
import io.godwit.common.migration.MigrationEvent.TablesCompared;
import io.godwit.common.migration.MigrationEvent.TablesCopied;
import io.godwit.common.migration.MigrationEvent.TablesPlanned;
import io.godwit.common.migration.MigrationEvent.TargetTidied;
import io.godwit.common.migration.MigrationEvent.ValidationEnded;
import io.godwit.common.migration.MigrationEvent.WorkFailed;
import io.godwit.common.migration.MigrationEvent.WorkIssued;
import io.godwit.common.migration.MigrationEvent.WorkStopped;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Notice;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.PlannedBuild;
import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.PlannedIndex;
import io.godwit.common.migration.PlannedPart;
import io.godwit.common.migration.PlannedTable;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SourceType;
import io.godwit.common.migration.SslMode;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.Telemetry.PartProgress;
import io.godwit.common.migration.Verification;
import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// A migration's history as orchestrator and workers could have written it: with failures, retries,
/// lost snapshots and late answers; the same for the same seed.
final class RandomHistory {
    /// What the log holds, facts and telemetry in the order they came.
    record Said(Envelope<MigrationEvent> fact, PartProgress progress) {}

    private static final Server SERVER =
            new Server("h", 5432, "u", "postgres", SslMode.PREFER, null);

    private final SplittableRandom random;
    private final List<Said> said = new ArrayList<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final List<Integer> tableCounts;
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private int run = 1;
    private int ids;

    RandomHistory(long seed) {
        random = new SplittableRandom(seed);
        int databases = 1 + random.nextInt(3);
        tableCounts = IntStream.range(0, databases).mapToObj(_ -> random.nextInt(6)).toList();
    }

    static MigrationSpec spec(int databases) {
        return spec(databases, Mode.OFFLINE);
    }

    static MigrationSpec spec(int databases, Mode mode) {
        return new MigrationSpec(
                "m",
                mode,
                Option.VALIDATE_AND_MIGRATE,
                SourceType.POSTGRESQL,
                SERVER,
                SERVER,
                IntStream.range(0, databases)
                        .mapToObj(n -> new DatabaseSpec("d" + n, "d" + n, TableFilter.ALL))
                        .toList(),
                true,
                false,
                false,
                Verification.FULL,
                4,
                "secret");
    }

    List<Said> write() {
        fact(new MigrationCreated(spec(tableCounts.size())));
        validate();
        for (int number = 0; number < tableCounts.size(); number++) {
            migrate(number, 1);
        }
        end();
        if (random.nextInt(10) == 0) {
            fact(new MigrationDeleted());
        }
        return said;
    }

    private void validate() {
        WorkRef work = issue("validate/servers", null, 0);
        RuleStatus status = RuleStatus.values()[random.nextInt(3)];
        RuleResult rule =
                new RuleResult(
                        "R", "rule", status, "m", List.of(), null, null, null, Instant.EPOCH, now);
        fact(new RulesChecked(work, List.of(rule)));
        fact(new ValidationEnded(status));
    }

    private void migrate(int number, int generation) {
        String database = "d" + number;
        fact(new SnapshotRequested(database, generation));
        fact(new SnapshotOpened(database, generation, "s", null));
        prepare(number, generation);
        for (int copy = 0; copy < tableCounts.get(number); copy++) {
            if (copy > 0 && generation < 3 && random.nextInt(12) == 0) {
                fact(new DatabaseStartedOver(database, generation + 1));
                migrate(number, generation + 1);
                return;
            }
            copy(number, copy, generation);
        }
        fact(new IndexesBuilt(issue("database/" + number + "/index/0", database, generation), 0));
        fact(new DatabaseFinished(issue("database/" + number + "/finish", database, generation)));
        compare(number, generation);
    }

    private void prepare(int number, int generation) {
        String database = "d" + number;
        int tables = tableCounts.get(number);
        WorkRef work = issue("database/" + number + "/prepare", database, generation);
        if (random.nextInt(4) == 0) {
            fact(new TablesPlanned(work, tables(0, Math.min(1, tables))));
            fail(work);
            work = issue("database/" + number + "/prepare", database, generation);
        }
        fact(
                new ChangeIntended(
                        new Change(
                                "c" + number,
                                Side.TARGET,
                                ChangeKind.DATABASE_CREATED,
                                "x",
                                "",
                                "DROP")));
        fact(new TablesPlanned(work, tables(0, tables / 2)));
        fact(new TablesPlanned(work, tables(tables / 2, tables)));
        fact(new CopiesPlanned(work, copies(tables)));
        fact(
                new IndexesPlanned(
                        work,
                        List.of(new PlannedBuild(0, List.of(new PlannedIndex(0, 9, "i", 1))))));
        fact(new NoticeRaised(new Notice("N", database, "n", "a", List.of())));
        fact(new DatabasePrepared(work, tables, tables, 1));
    }

    private static List<PlannedTable> tables(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        id -> new PlannedTable(new TableRef(id, id, "s", "t" + id), 1000, id * 10L))
                .toList();
    }

    /// One copy for each table, but the first two tables share one if there are more than three.
    private static List<PlannedCopy> copies(int tables) {
        List<PlannedCopy> copies = new ArrayList<>();
        for (int id = 0; id < tables; id++) {
            List<PlannedPart> parts = new ArrayList<>();
            for (int part = 0; part <= id % 2; part++) {
                parts.add(new PlannedPart(id, part, id % 2 + 1, null, 500));
            }
            copies.add(new PlannedCopy(id, parts));
        }
        return copies;
    }

    private void copy(int number, int copy, int generation) {
        String id = "database/" + number + "/copy/" + copy;
        WorkRef work = issue(id, "d" + number, generation);
        progress(work, copy);
        while (random.nextInt(4) == 0) {
            WorkRef failed = work;
            if (random.nextBoolean()) {
                fail(work);
            }
            work = issue(id, "d" + number, generation);
            progress(work, copy);
            if (random.nextInt(3) == 0) {
                fact(new WorkStopped(failed));
            }
        }
        if (random.nextInt(20) == 0) {
            failAndRetry(work);
            work = issue(id, "d" + number, generation);
        }
        List<CopiedPart> parts =
                IntStream.rangeClosed(0, copy % 2)
                        .mapToObj(part -> new CopiedPart(copy, part, 7, 70))
                        .toList();
        fact(new TablesCopied(work, parts));
        progress(work, copy);
    }

    private void failAndRetry(WorkRef work) {
        fail(work);
        fact(new MigrationFailed(Failure.of(FailureCode.CONNECTION_LOST, "gone"), run));
        run++;
        fact(new RetryRequested(run));
    }

    private void compare(int number, int generation) {
        String database = "d" + number;
        WorkRef work = issue("database/" + number + "/compare/0", database, generation);
        List<ComparedTable> compared =
                IntStream.range(0, tableCounts.get(number))
                        .mapToObj(id ->
                                new ComparedTable(
                                        id, 7, 7, random.nextInt(9) == 0 ? "differs" : null))
                        .toList();
        fact(new TablesCompared(work, compared));
    }

    private void end() {
        switch (random.nextInt(3)) {
            case 0 -> succeed();
            case 1 -> cancel();
            default -> fact(new MigrationFailed(Failure.of(FailureCode.ROWS_DIFFER, "x"), run));
        }
    }

    private void succeed() {
        fact(new CompletionStarted());
        for (int number = 0; number < tableCounts.size(); number++) {
            fact(new DatabaseSwapped(issue("database/" + number + "/swap", "d" + number, 0)));
        }
        fact(new TargetTidied(issue("tidy", null, 0)));
        fact(new MigrationSucceeded());
    }

    private void cancel() {
        fact(new CancelRequested(false, run));
        run++;
        WorkRef work = issue("undo", null, 0);
        for (int number = 0; number < tableCounts.size(); number++) {
            fact(new ChangeUndone("c" + number));
        }
        fact(new ChangesUndone(work));
        fact(new MigrationCanceled());
    }

    private WorkRef issue(String id, String database, int generation) {
        int attempt = attempts.merge(id, 1, Integer::sum);
        WorkRef work = new WorkRef("m", id, attempt, run, database, generation);
        fact(new WorkIssued(work));
        return work;
    }

    private void fail(WorkRef work) {
        fact(new WorkFailed(work, Failure.of(FailureCode.CONNECTION_LOST, "no")));
    }

    private void fact(MigrationEvent event) {
        now = now.plusMillis(random.nextInt(3000));
        ids++;
        said.add(new Said(new Envelope<>("id" + ids, null, "m", now, event), null));
    }

    private void progress(WorkRef work, int table) {
        now = now.plusMillis(random.nextInt(1000));
        said.add(new Said(null, new PartProgress(work, table, 0, 3, 30, now)));
    }
}
