package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.Statements;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Grants on system catalogs travel with the schema; only superusers can make them.
final class CatalogGrants implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("CATALOG_GRANTS", "Nobody was granted rights on system catalogs")
                    .warns()
                    .alias(603410)
                    .meaning(
                            "The grants cannot be made on the target without superuser, and catalogs differ between versions.")
                    .remedy("Revoke the rights; grant roles such as pg_monitor instead.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<Grant> found =
                context.catalog()
                        .list(
                                row ->
                                        new Grant(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4)),
                                ObjectQueries.CATALOG_GRANTS);
        return found.isEmpty()
                ? Finding.succeeded("nobody was granted rights on system catalogs")
                : Finding.warning(found.size() + " grants on system catalogs")
                        .objects(found.stream().map(Grant::toString).toList())
                        .fixes(
                                Statements.of(
                                        Side.SOURCE,
                                        context.database().name(),
                                        found,
                                        Grant::revoke,
                                        Grant::grant));
    }

    /// @param grantee null for everybody
    private record Grant(
            String schema, String relation, String privilege, @Nullable String grantee) {
        String revoke() {
            return "REVOKE %s ON %s FROM %s;"
                    .formatted(privilege, Quote.qualified(schema, relation), to());
        }

        String grant() {
            return "GRANT %s ON %s TO %s;"
                    .formatted(privilege, Quote.qualified(schema, relation), to());
        }

        private String to() {
            return grantee == null ? "PUBLIC" : Quote.identifier(grantee);
        }

        @Override
        public String toString() {
            return "%s on %s.%s to %s"
                    .formatted(
                            privilege, schema, relation, grantee == null ? "everybody" : grantee);
        }
    }
}
