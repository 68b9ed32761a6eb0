package io.godwit.validator;

import io.godwit.common.messaging.Performer;
import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.RulesChecked;
import io.godwit.common.migration.MigrationEvent.TablesCompared;
import io.godwit.common.migration.WorkerCommand.ComparePiece;
import io.godwit.common.migration.WorkerCommand.CompareRemainder;
import io.godwit.common.migration.WorkerCommand.CompareSchema;
import io.godwit.common.migration.WorkerCommand.CompareTables;
import io.godwit.common.migration.WorkerCommand.PlanComparison;
import io.godwit.common.migration.WorkerCommand.ValidateDatabase;
import io.godwit.common.migration.WorkerCommand.ValidateServers;
import io.godwit.common.migration.WorkerCommand.ValidatorCommand;
import io.godwit.validator.comparison.Comparisons;
import io.godwit.validator.comparison.TableComparison;
import io.godwit.validator.rules.RuleEngine;

/// Turns the commands of the validator into questions, and the answers into facts. Reads only, so
/// that a command that comes twice does no harm.
final class ValidatorPerformer implements Performer<ValidatorCommand> {
    private final RuleEngine rules;
    private final TableComparison comparison;
    private final Comparisons comparisons;

    ValidatorPerformer(RuleEngine rules, TableComparison comparison, Comparisons comparisons) {
        this.rules = rules;
        this.comparison = comparison;
        this.comparisons = comparisons;
    }

    @Override
    public MigrationEvent perform(ValidatorCommand command, WorkContext context) throws Exception {
        return switch (command) {
            case ValidateServers servers ->
                    new RulesChecked(servers.work(), rules.checkServers(servers.spec(), context));
            case ValidateDatabase database ->
                    new RulesChecked(
                            database.work(),
                            rules.checkDatabase(database.spec(), database.database(), context));
            case CompareTables tables ->
                    new TablesCompared(tables.work(), comparison.compare(tables, context));
            case PlanComparison plan -> comparisons.plan(plan, context);
            case CompareSchema schema -> comparisons.schema(schema, context);
            case ComparePiece piece -> comparisons.piece(piece, context);
            case CompareRemainder remainder -> comparisons.remainder(remainder, context);
        };
    }
}
