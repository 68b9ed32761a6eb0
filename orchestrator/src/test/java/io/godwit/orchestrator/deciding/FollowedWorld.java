package io.godwit.orchestrator.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.CdcCommand.CaptureChanges;
import io.godwit.common.migration.CdcCommand.HoldSnapshot;
import io.godwit.common.migration.CdcCommand.StopApplying;
import io.godwit.common.migration.CdcCommand.StopFollowing;
import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.DriftLook;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.FollowedSource;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.*;
import io.godwit.common.migration.ProvenTable;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.TableName;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkerCommand.CheckDrift;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The sources of a simulation that are followed: what their applications committed, what was
/// captured of it, and what the target has. A commit is a number; the numbers up to another one are
/// what a snapshot or a bookmark stands for.
final class FollowedWorld {
    private static final class Source {
        private int committed;

        /// The last commit of the applications; marks are commits too.
        private int written;

        private boolean fenced;
        private boolean fenceAsked;
        private boolean slot;
        private int slotFrom;
        private int captured;
        private boolean capturing;
        private CaptureChanges capture;

        /// Commit -> number of the cutover.
        private final TreeMap<Integer, Integer> markers = new TreeMap<>();

        /// Generation -> the last commit that the snapshot sees.
        private final Map<Integer, Integer> snapshots = new HashMap<>();

        /// How many statements have changed the schema. The first one changed a table that is
        /// followed, the last one a table that is in no stream.
        private int schema;

        /// Number of the cutover -> the schema when its first marker was written.
        private final Map<Integer, Integer> marked = new HashMap<>();

        /// Number of the cutover -> the schema that the latest look saw.
        private final Map<Integer, Integer> seen = new HashMap<>();

        /// Number of the cutover -> the schema that was compared row by row.
        private final Map<Integer, Integer> proven = new HashMap<>();

        private ApplyChanges apply;
        private boolean caughtUp;
    }

    private static final TableName FOLLOWED = new TableName("public", "followed");

    private final Map<String, Source> sources = new TreeMap<>();

    /// Staging database -> the commit that it stands at.
    private final Map<String, Integer> bookmarks = new HashMap<>();

    private Source source(String name) {
        return sources.computeIfAbsent(name, _ -> new Source());
    }

    static Change change(ChangeKind kind, String database) {
        return new Change(kind + database, Side.SOURCE, kind, database, "", "", database);
    }

    List<MigrationEvent> follow(HoldSnapshot hold) {
        FollowedSource follow = hold.follow();
        if (follow == null) {
            return List.of();
        }
        Source source = source(hold.database());
        if (follow.horizon() != null) {
            assertThat(source.slot).as("the slot is there").isTrue();
            return List.of();
        }
        assertThat(source.capturing).as("nobody reads a slot that is made anew").isFalse();
        source.slot = true;
        source.slotFrom = source.committed;
        source.captured = source.committed;
        return List.of(
                new ChangeIntended(change(ChangeKind.SLOT_CREATED, hold.database())),
                new FollowingStarted(hold.database(), follow.following(), "0/1", source.committed));
    }

    void open(HoldSnapshot hold) {
        if (hold.follow() != null) {
            Source source = source(hold.database());
            source.snapshots.put(hold.generation(), source.committed);
        }
    }

    String visible(HoldSnapshot hold) {
        return Integer.toString(source(hold.database()).committed);
    }

    /// Foreign keys hold only if all tables stand at one moment, and nobody writes meanwhile.
    void checkLevel(String database, String staging, Set<Integer> generations) {
        Source source = source(database);
        if (generations.size() > 1) {
            int latest = generations.stream().mapToInt(source.snapshots::get).max().orElseThrow();
            assertThat(bookmarks.get(staging)).as("level").isGreaterThanOrEqualTo(latest);
        }
        assertThat(source.apply).as("nothing is applied while keys are made").isNull();
    }

    void capture(CaptureChanges command) {
        Source source = source(command.database());
        assertThat(source.slot).as("a slot comes before capture").isTrue();
        source.capture = command;
        source.capturing = true;
    }

    /// @param generations of the snapshots that the tables were copied under
    void apply(ApplyChanges command, Set<Integer> generations) {
        Source source = source(command.database());
        int first = generations.stream().mapToInt(source.snapshots::get).min().orElseThrow();
        bookmarks.putIfAbsent(command.staging(), first);
        assertThat(bookmarks.get(command.staging()))
                .as("no change before the topic's first one is missing")
                .isGreaterThanOrEqualTo(source.slotFrom);
        source.apply = command;
        source.caughtUp = false;
    }

    MigrationEvent stop(StopApplying command) {
        Source source = source(command.database());
        if (source.apply != null && source.apply.work().attempt() <= command.epoch()) {
            source.apply = null;
        }
        return new ApplyStopped(command.database(), command.generation(), command.epoch());
    }

    MigrationEvent stop(StopFollowing command) {
        Source source = source(command.database());
        source.apply = null;
        source.capturing = false;
        return new FollowingStopped(command.database());
    }

    DriftChecked look(CheckDrift check) {
        Source source = source(check.sourceDatabase());
        int number = WorkIds.cutoverOf(check.work().id());
        boolean again = WorkIds.isAgain(check.work().id());
        assertThat(check.before() != null)
                .as("what is proven is known behind the fence")
                .isEqualTo(again);
        source.seen.put(number, source.schema);
        ProvenTable followed = new ProvenTable(FOLLOWED, "as of " + Math.min(source.schema, 1));
        boolean vouched =
                source.schema == 0 || !again || check.before().proven().contains(followed);
        List<TableRef> unproven = new ArrayList<>();
        if (!vouched) {
            unproven.add(new TableRef(-2, 1, FOLLOWED.schema(), FOLLOWED.name()));
        }
        if (source.schema > 1) {
            unproven.add(new TableRef(-3, 2, "public", "new"));
        }
        if (unproven.isEmpty()) {
            source.proven.put(number, source.schema);
        }
        return new DriftChecked(
                check.work(),
                unproven,
                again ? null : new DriftLook("" + source.schema, unproven, List.of(followed)));
    }

    /// Tables that are in no stream are compared behind the fence, and so is what changed after the
    /// first look.
    void prove(String database, int number) {
        source(database).proven.put(number, source(database).schema);
    }

    /// @return where the marker lies
    String mark(String database, int number, boolean fence) {
        Source source = source(database);
        assertThat(source.seen).as("looked for changes of the schema").containsKey(number);
        source.fenced |= fence;
        source.fenceAsked = fence;
        source.marked.putIfAbsent(number, source.schema);
        source.markers.put(++source.committed, number);
        return lsn(source.committed);
    }

    private static String lsn(int commit) {
        return "0/" + Integer.toHexString(commit);
    }

    void undo(Change change) {
        if (change.side() != Side.SOURCE) {
            return;
        }
        Source source = source(change.object());
        if (change.kind() == ChangeKind.SLOT_CREATED) {
            assertThat(source.capturing).as("nobody reads the slot that is dropped").isFalse();
            source.slot = false;
        } else if (change.kind() == ChangeKind.SOURCE_FENCED) {
            source.fenced = false;
        }
    }

    List<MigrationEvent> live(SplittableRandom random) {
        List<MigrationEvent> facts = new ArrayList<>();
        sources.forEach((name, source) -> {
            if (!source.fenced) {
                int commits = random.nextInt(3);
                source.committed += commits;
                source.written = commits > 0 ? source.committed : source.written;
                source.schema += random.nextInt(40) == 0 ? 1 : 0;
            }
            if (source.capturing) {
                source.captured += random.nextInt(source.committed - source.captured + 1);
                if (random.nextInt(200) == 0) {
                    source.capturing = false;
                    facts.add(stopped(source.capture.work()));
                }
            }
            if (source.apply != null) {
                applySome(name, source, random, facts);
            }
        });
        return facts;
    }

    private void applySome(
            String name, Source source, SplittableRandom random, List<MigrationEvent> facts) {
        String staging = source.apply.staging();
        int at = bookmarks.get(staging);
        int next = Math.max(at, at + random.nextInt(Math.max(source.captured - at, 0) + 1));
        bookmarks.put(staging, next);
        source.markers.forEach((commit, number) -> {
            if (commit <= next && commit > at) {
                facts.add(new CutoverDrained(name, number, lsn(next)));
            }
        });
        if (!source.caughtUp && next == source.captured) {
            source.caughtUp = true;
            facts.add(new DatabaseCaughtUp(source.apply.work()));
        }
        if (random.nextInt(200) == 0) {
            facts.add(stopped(source.apply.work()));
            source.apply = null;
        }
    }

    private static StreamStopped stopped(io.godwit.common.migration.WorkRef work) {
        return new StreamStopped(work, Failure.of(FailureCode.CHANGE_REFUSED, "refused"));
    }

    /// What applications were promised before the marker is on the target, and with a fence nothing
    /// came after it.
    void checkSwap(String database, String staging) {
        Source source = source(database);
        if (!source.markers.isEmpty()) {
            int latest =
                    source.markers.values().stream().mapToInt(number -> number).max().orElse(0);
            assertThat(source.seen.get(latest))
                    .as("the schema is the one that was looked at last")
                    .isBetween(source.marked.get(latest), source.schema)
                    .isGreaterThanOrEqualTo(source.fenced ? source.schema : 0);
            assertThat(source.proven.get(latest))
                    .as("changed tables are compared")
                    .isGreaterThanOrEqualTo(source.seen.get(latest));
            int marker = source.markers.lastKey();
            assertThat(bookmarks.get(staging)).as("drained").isGreaterThanOrEqualTo(marker);
            assertThat(source.fenced || !source.fenceAsked)
                    .as("the fence of %s still stands", database)
                    .isTrue();
            if (source.fenced) {
                assertThat(bookmarks.get(staging)).isGreaterThanOrEqualTo(source.written);
            }
        }
    }

    void checkNothingLeft() {
        sources.forEach((name, source) -> {
            assertThat(source.slot).as("the slot of %s", name).isFalse();
            assertThat(source.capturing).as("capture of %s", name).isFalse();
            assertThat(source.fenced).as("the fence of %s", name).isFalse();
            assertThat(source.apply).as("apply of %s", name).isNull();
        });
    }

    /// After a success: the old databases stay closed if they were fenced, all else is gone.
    void checkOnlyFencesLeft() {
        sources.forEach((name, source) -> {
            assertThat(source.slot).as("the slot of %s", name).isFalse();
            assertThat(source.capturing).as("capture of %s", name).isFalse();
        });
    }
}
