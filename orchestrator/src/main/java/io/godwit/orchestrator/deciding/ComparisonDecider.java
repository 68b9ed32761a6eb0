package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.ComparisonRequested;
import io.godwit.common.migration.MigrationRequest.CompareMigration;

/// Answers who asks for a comparison.
final class ComparisonDecider {
    private ComparisonDecider() {}

    static Decision compare(MigrationState state, CompareMigration request) {
        ComparisonState latest = state.comparison();
        if (latest != null && !latest.ended()) {
            return RequestDecider.refuse(
                    FailureCode.COMPARISON_RUNNING,
                    "comparison %d of %s is running".formatted(latest.number(), state.name()));
        }
        if (!ComparisonSteps.comparable(state)) {
            return RequestDecider.refuse(
                    FailureCode.NOTHING_TO_COMPARE,
                    state.name() + " has no target yet that could be compared");
        }
        return Decision.of(
                new ComparisonRequested(
                        latest == null ? 1 : latest.number() + 1,
                        request.level(),
                        request.tables(),
                        request.parallelism(),
                        request.rowsPerSecond(),
                        request.secretId()));
    }
}
