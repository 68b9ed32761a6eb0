package io.godwit.orchestrator.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.MigrationRequest.CancelMigration;
import io.godwit.common.migration.MigrationRequest.DeleteMigration;
import io.godwit.common.migration.MigrationRequest.RetryMigration;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.RuleStatus;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrchestratorSimulationTest {
    private static final int HISTORIES = 1_500;

    @Test
    void everyHistoryOfMishapsEndsWithEveryTableCopiedAndEveryDatabaseInPlace() {
        Histories.each(
                HISTORIES,
                seed -> {
                    Simulation world = new Simulation(seed);
                    MigrationSpec spec = spec(seed);
                    world.create(spec);
                    world.runToEnd();

                    assertThat(world.state().phase()).isEqualTo(Phase.SUCCEEDED);
                    assertThat(world.swapped()).hasSize(spec.databases().size());
                    assertThat(world.target()).hasSize(spec.databases().size());
                    assertThat(world.target().values())
                            .allSatisfy(committed -> assertThat(committed).hasSize(11));
                    assertThat(world.replay()).isEqualTo(world.state());
                });
    }

    @Test
    void aCancelAtAnyMomentLeavesNothingOnTheTarget() {
        Histories.each(
                HISTORIES,
                seed -> {
                    Simulation world = new Simulation(seed);
                    world.create(spec(seed));
                    world.steps(new SplittableRandom(seed).nextInt(400));
                    world.request(new CancelMigration("m", false));
                    world.runToEnd();

                    if (world.state().phase() == Phase.CANCELED) {
                        assertThat(world.target()).isEmpty();
                        assertThat(world.swapped()).isEmpty();
                    } else {
                        assertThat(world.state().phase()).isEqualTo(Phase.SUCCEEDED);
                        assertThat(world.swapped()).isNotEmpty();
                    }
                });
    }

    @Test
    void anEndedMigrationCanBeDeletedAndIsGone() {
        Histories.each(
                HISTORIES,
                seed -> {
                    Simulation world = new Simulation(seed);
                    world.create(spec(seed));
                    world.steps(100);
                    world.request(new CancelMigration("m", true));
                    world.runToEnd();
                    world.request(new DeleteMigration("m"));
                    world.runToEnd();

                    assertThat(world.state()).isNull();
                });
    }

    @Test
    void aMigrationWhoseValidationFailsTouchesNothingAndGoesOnWhenItIsMendedAndRetried() {
        Histories.each(
                HISTORIES,
                seed -> {
                    Simulation world = new Simulation(seed);
                    world.create(Specs.of(Option.VALIDATE_AND_MIGRATE, 2, false, 3));
                    world.rulesFind(RuleStatus.FAILED);
                    world.runToEnd();
                    world.steps(50);
                    assertThat(world.state().phase()).isEqualTo(Phase.VALIDATION_FAILED);
                    assertThat(world.target()).isEmpty();

                    world.rulesFind(RuleStatus.WARNING);
                    world.request(new RetryMigration("m"));
                    world.runToEnd();
                    assertThat(world.state().phase()).isEqualTo(Phase.SUCCEEDED);
                });
    }

    private static MigrationSpec spec(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Specs.of(
                random.nextBoolean() ? Option.VALIDATE_AND_MIGRATE : Option.MIGRATE,
                1 + random.nextInt(3),
                random.nextBoolean(),
                1 + random.nextInt(6));
    }
}
