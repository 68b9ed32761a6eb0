package io.godwit.validator.rules.online;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// A publication is made in the database.
final class PublicationRight implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "PUBLICATION_RIGHT",
                            "The source's user may create a publication in the database")
                    .online()
                    .alias(603110)
                    .meaning("The source cannot be told which tables to follow.")
                    .remedy("Grant CREATE on the database.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        LoginRole role = context.source().role();
        String name = Quote.identifier(context.database().name());
        return context.catalog().holds(OnlineQueries.MAY_CREATE)
                ? Finding.succeeded(role.name() + " may create one")
                : Finding.failed(role.name() + " lacks CREATE on the database")
                        .objects(List.of(role.name()))
                        .fix(
                                Fix.of(
                                                Side.SOURCE,
                                                "GRANT CREATE ON DATABASE %s TO %s;"
                                                        .formatted(name, role.quoted()))
                                        .undo(
                                                "REVOKE CREATE ON DATABASE %s FROM %s;"
                                                        .formatted(name, role.quoted())));
    }
}
