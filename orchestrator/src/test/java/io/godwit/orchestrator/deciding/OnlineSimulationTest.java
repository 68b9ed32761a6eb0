package io.godwit.orchestrator.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.MigrationRequest.CancelMigration;
import io.godwit.common.migration.MigrationRequest.CutoverMigration;
import io.godwit.common.migration.MigrationRequest.DeleteMigration;
import io.godwit.common.migration.MigrationRequest.PauseMigration;
import io.godwit.common.migration.MigrationRequest.ResumeMigration;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.WorkIds;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OnlineSimulationTest {
    private static final int HISTORIES = Integer.getInteger("godwit.histories", 400);

    @Test
    void everyHistoryOfMishapsEndsWithEveryDatabaseCutOverAndNothingLeftOnTheSource() {
        Histories.each(
                HISTORIES,
                seed -> {
                    Simulation world = new Simulation(seed);
                    MigrationSpec spec = spec(seed);
                    world.create(spec);
                    runToCutover(world, seed);

                    assertThat(world.state().phase()).isEqualTo(Phase.SUCCEEDED);
                    assertThat(world.swapped()).hasSize(spec.databases().size());
                    for (int step = 0; !world.state().done(WorkIds.TIDY); step++) {
                        assertThat(step)
                                .as("it is cleaned up: %s", world.state())
                                .isLessThan(50_000);
                        world.steps(1);
                        world.calm();
                    }
                    world.followed().checkOnlyFencesLeft();
                    assertThat(world.replay()).isEqualTo(world.state());
                });
    }

    @Test
    void aCancelAtAnyMomentLeavesNoSlotNoFenceAndNoDatabase() {
        Histories.each(
                HISTORIES,
                seed -> {
                    Simulation world = new Simulation(seed);
                    world.create(spec(seed));
                    SplittableRandom random = new SplittableRandom(seed);
                    person(world, random, random.nextInt(3_000));
                    boolean keep = random.nextInt(4) == 0;
                    boolean anySwapped = !world.swapped().isEmpty();
                    world.request(new CancelMigration("m", keep));
                    runToCutover(world, seed);

                    if (world.state().phase() == Phase.CANCELED && !anySwapped) {
                        // One that was cut over before is the person's.
                        world.followed().checkNothingLeft();
                        assertThat(world.swapped()).isEmpty();
                        if (!keep) {
                            assertThat(world.target()).isEmpty();
                        }
                    }
                });
    }

    @Test
    void aMigrationThatSucceededCanBeDeletedAtOnceAndKeepsItsDatabases() {
        Histories.each(
                HISTORIES,
                seed -> {
                    Simulation world = new Simulation(seed);
                    MigrationSpec spec = spec(seed);
                    world.create(spec);
                    runToCutover(world, seed);
                    world.request(new DeleteMigration("m"));
                    world.runToEnd();

                    assertThat(world.state()).isNull();
                    assertThat(world.swapped()).hasSize(spec.databases().size());
                    world.followed().checkOnlyFencesLeft();
                });
    }

    private static void runToCutover(Simulation world, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        for (int round = 0; !world.state().phase().ended(); round++) {
            assertThat(round).as("it comes to an end: %s", world.state()).isLessThan(20_000);
            person(world, random, 20);
            world.calm();
        }
    }

    /// Somebody who asks for this and that, mostly at the wrong moment.
    private static void person(Simulation world, SplittableRandom random, int steps) {
        for (int step = 0; step < steps && !world.state().phase().ended(); step++) {
            world.steps(1);
            switch (random.nextInt(60)) {
                case 0 -> world.request(new PauseMigration("m"));
                case 1, 2, 3 -> world.request(new ResumeMigration("m"));
                case 4, 5 ->
                        world.request(
                                new CutoverMigration(
                                        "m",
                                        random.nextBoolean() ? null : "d" + random.nextInt(3),
                                        random.nextBoolean(),
                                        1_000 + random.nextInt(100_000)));
                default -> {
                    // Patience.
                }
            }
        }
    }

    private static MigrationSpec spec(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Specs.of(
                Mode.ONLINE,
                random.nextBoolean() ? Option.VALIDATE_AND_MIGRATE : Option.MIGRATE,
                1 + random.nextInt(3),
                random.nextBoolean(),
                1 + random.nextInt(6));
    }
}
