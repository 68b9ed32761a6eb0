package io.godwit.orchestrator.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.ComparisonLevel;
import io.godwit.common.migration.ComparisonPiece;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ComparisonEnded;
import io.godwit.common.migration.MigrationEvent.ComparisonPlanned;
import io.godwit.common.migration.MigrationEvent.ComparisonRequested;
import io.godwit.common.migration.MigrationEvent.MigrationSucceeded;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.MigrationEvent.PiecesPlanned;
import io.godwit.common.migration.MigrationEvent.RequestRefused;
import io.godwit.common.migration.MigrationRequest;
import io.godwit.common.migration.MigrationRequest.CompareMigration;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand;
import io.godwit.common.migration.WorkerCommand.ComparePiece;
import io.godwit.common.migration.WorkerCommand.PlanComparison;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ComparisonStepsTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Surroundings SURROUNDINGS = new QuietSurroundings(AT);

    private MigrationState state =
            Evolution.created(Specs.of(Option.MIGRATE, 1, false, 2), "r0", AT);
    private final List<WorkerCommand> issued = new ArrayList<>();

    @Test
    void nothingIsComparedBeforeTheMigrationSucceeded() {
        assertThat(ask().events())
                .singleElement()
                .isInstanceOfSatisfying(
                        RequestRefused.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(FailureCode.NOTHING_TO_COMPARE));
    }

    @Test
    void aComparisonIsPlannedComparedInPiecesAndEndedAndTheMigrationStaysAsItWas() {
        apply(new MigrationSucceeded());
        MigrationState before = state;
        ask().events().forEach(this::apply);

        moveOn();
        assertThat(issued).hasSize(3).anyMatch(PlanComparison.class::isInstance);
        answerAll();
        moveOn();
        assertThat(issued).hasSize(2).allMatch(ComparePiece.class::isInstance);
        assertThat(ask().events())
                .singleElement()
                .isInstanceOfSatisfying(
                        RequestRefused.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(FailureCode.COMPARISON_RUNNING));
        answerAll();
        Decision end = NextSteps.of(state, SURROUNDINGS, RetryPolicy.DEFAULT);

        assertThat(end.events()).containsExactly(new ComparisonEnded(1, 4, null));
        end.events().forEach(this::apply);
        assertThat(state.phase()).isEqualTo(before.phase());
        assertThat(state.works()).isEqualTo(before.works());
        assertThat(NextSteps.of(state, SURROUNDINGS, RetryPolicy.DEFAULT).isEmpty()).isTrue();
        assertThat(ask().events())
                .singleElement()
                .isInstanceOfSatisfying(
                        ComparisonRequested.class,
                        requested -> assertThat(requested.number()).isEqualTo(2));
    }

    private Decision ask() {
        return RequestDecider.decide(
                state,
                new Envelope<MigrationRequest>(
                        "r1",
                        null,
                        state.name(),
                        AT,
                        new CompareMigration(
                                state.name(), ComparisonLevel.FULL, List.of(), 4, 0, null)),
                SURROUNDINGS);
    }

    private void moveOn() {
        issued.clear();
        Decision decision = NextSteps.of(state, SURROUNDINGS, RetryPolicy.DEFAULT);
        decision.events().forEach(this::apply);
        issued.addAll(decision.work());
    }

    private void answerAll() {
        for (WorkerCommand command : issued) {
            WorkRef work = command.work();
            if (command instanceof PlanComparison) {
                apply(
                        new PiecesPlanned(
                                work,
                                List.of(
                                        new ComparisonPiece(0, List.of(), null, 1),
                                        new ComparisonPiece(1, List.of(), null, 1))));
                apply(new ComparisonPlanned(work, 2, 2, "15", "15"));
            } else {
                apply(new PieceCompared(work, List.of(), 1, List.of(), 1, 0));
                // The fact may come twice.
                apply(new PieceCompared(work, List.of(), 1, List.of(), 1, 0));
            }
        }
    }

    private void apply(MigrationEvent event) {
        state =
                Objects.requireNonNull(
                        Evolution.evolve(state, new Envelope<>("f", "r", state.name(), AT, event)));
    }
}
