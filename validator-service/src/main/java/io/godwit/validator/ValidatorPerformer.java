package io.godwit.validator;

import io.godwit.common.messaging.Performer;
import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.DatabaseEstimated;
import io.godwit.common.migration.MigrationEvent.EnvironmentCompared;
import io.godwit.common.migration.MigrationEvent.TablesCompared;
import io.godwit.common.migration.WorkerCommand.CheckDrift;
import io.godwit.common.migration.WorkerCommand.ComparePiece;
import io.godwit.common.migration.WorkerCommand.CompareRemainder;
import io.godwit.common.migration.WorkerCommand.CompareSchema;
import io.godwit.common.migration.WorkerCommand.CompareTables;
import io.godwit.common.migration.WorkerCommand.PlanComparison;
import io.godwit.common.migration.WorkerCommand.ValidateDatabase;
import io.godwit.common.migration.WorkerCommand.ValidateServers;
import io.godwit.common.migration.WorkerCommand.ValidatorCommand;
import io.godwit.validator.comparison.Comparisons;
import io.godwit.validator.comparison.DriftCheck;
import io.godwit.validator.comparison.TableComparison;
import io.godwit.validator.environment.EnvironmentComparison;
import io.godwit.validator.estimate.Estimation;
import io.godwit.validator.rules.RuleEngine;

/// Turns the commands of the validator into questions, and the answers into facts. Changes nothing,
/// so that a command that comes twice does no harm.
final class ValidatorPerformer implements Performer<ValidatorCommand> {
    private final RuleEngine rules;
    private final EnvironmentComparison environment;
    private final Estimation estimation;
    private final TableComparison comparison;
    private final Comparisons comparisons;
    private final DriftCheck drift;

    ValidatorPerformer(
            RuleEngine rules,
            EnvironmentComparison environment,
            Estimation estimation,
            TableComparison comparison,
            Comparisons comparisons,
            DriftCheck drift) {
        this.rules = rules;
        this.environment = environment;
        this.estimation = estimation;
        this.comparison = comparison;
        this.comparisons = comparisons;
        this.drift = drift;
    }

    @Override
    public MigrationEvent perform(ValidatorCommand command, WorkContext context) throws Exception {
        return switch (command) {
            case ValidateServers servers -> validate(servers, context);
            case ValidateDatabase database -> validate(database, context);
            case CompareTables tables ->
                    new TablesCompared(tables.work(), comparison.compare(tables, context));
            case PlanComparison plan -> comparisons.plan(plan, context);
            case CompareSchema schema -> comparisons.schema(schema, context);
            case ComparePiece piece -> comparisons.piece(piece, context);
            case CompareRemainder remainder -> comparisons.remainder(remainder, context);
            case CheckDrift check -> drift.check(check, context);
        };
    }

    /// A validation that asks only some rules again does not look around again.
    private MigrationEvent validate(ValidateServers servers, WorkContext context) {
        var results = rules.checkServers(servers.spec(), servers.rules(), context);
        if (servers.rules() == null) {
            context.publish(
                    new EnvironmentCompared(servers.work(), environment.ofServers(servers.spec())));
        }
        context.checkStopping();
        return ResultChunks.of(servers.work(), results, context::publish);
    }

    private MigrationEvent validate(ValidateDatabase database, WorkContext context) {
        var results =
                rules.checkDatabase(
                        database.spec(), database.database(), database.rules(), context);
        if (database.rules() == null) {
            context.publish(
                    new EnvironmentCompared(
                            database.work(),
                            environment.ofDatabase(database.spec(), database.database())));
            estimation
                    .of(database.spec(), database.database())
                    .ifPresent(
                            made -> context.publish(new DatabaseEstimated(database.work(), made)));
        }
        context.checkStopping();
        return ResultChunks.of(database.work(), results, context::publish);
    }
}
