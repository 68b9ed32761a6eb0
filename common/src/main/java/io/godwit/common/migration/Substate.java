package io.godwit.common.migration;

/// What a migration is doing inside its [State].
public enum Substate {
    PERFORMING_PRE_REQUISITE_STEPS("PerformingPreRequisiteSteps"),
    VALIDATION_IN_PROGRESS("ValidationInProgress"),
    MIGRATING_DATA("MigratingData"),
    WAITING_FOR_CUTOVER_TRIGGER("WaitingForCutoverTrigger"),
    COMPLETING_MIGRATION("CompletingMigration"),
    CANCELING("Canceling"),
    COMPLETED("Completed"),
    FAILED("Failed");

    private final String word;

    Substate(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
