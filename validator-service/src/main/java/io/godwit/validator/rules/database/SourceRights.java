package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// pg_dump locks every table in ACCESS SHARE mode and reads it, every sequence and every large
/// object; one that it may not read ends the migration.
final class SourceRights implements DatabaseRule {
    @Override
    public String code() {
        return "SOURCE_RIGHTS";
    }

    @Override
    public String name() {
        return "The source's user may read everything that is to move";
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        LoginRole role = context.source().role();
        List<String> schemas = context.catalog().column(DatabaseQueries.UNUSABLE_SCHEMAS);
        List<Relation> relations =
                context
                        .catalog()
                        .list(
                                row ->
                                        new Relation(
                                                new ObjectName(row.getString(1), row.getString(2)),
                                                row.getBoolean(3)),
                                DatabaseQueries.UNREADABLE_RELATIONS)
                        .stream()
                        .filter(relation -> moves(context, relation))
                        .toList();
        List<String> largeObjects =
                context.catalog().column(DatabaseQueries.UNREADABLE_LARGE_OBJECTS);
        if (schemas.isEmpty() && relations.isEmpty() && largeObjects.isEmpty()) {
            return Finding.succeeded(role.name() + " may read everything");
        }
        return Finding.failed(
                        "%s may not use %d schemas, and not read %d tables and sequences, %d large objects"
                                .formatted(
                                        role.name(),
                                        schemas.size(),
                                        relations.size(),
                                        largeObjects.size()),
                        "Grant the rights, or migrate as the objects' owner.")
                .objects(objects(schemas, relations, largeObjects))
                .fix(Side.SOURCE, grants(role.quoted(), schemas, relations, largeObjects));
    }

    private record Relation(ObjectName name, boolean sequence) {
        String described() {
            return (sequence ? "sequence " : "table ") + name;
        }

        String grant(String role) {
            return "GRANT SELECT ON %s %s TO %s;"
                    .formatted(sequence ? "SEQUENCE" : "TABLE", name.quoted(), role);
        }
    }

    /// A sequence may be needed by any table; a table is needed if it is selected.
    private static boolean moves(RuleContext context, Relation relation) {
        return relation.sequence()
                || TableSelection.of(context.database().tables()).selects(relation.name());
    }

    private static List<String> objects(
            List<String> schemas, List<Relation> relations, List<String> largeObjects) {
        List<String> objects = new ArrayList<>();
        schemas.forEach(schema -> objects.add("schema " + schema));
        relations.forEach(relation -> objects.add(relation.described()));
        largeObjects.forEach(oid -> objects.add("large object " + oid));
        return objects;
    }

    private static List<String> grants(
            String role,
            List<String> schemas,
            List<Relation> relations,
            List<String> largeObjects) {
        List<String> grants = new ArrayList<>();
        for (String schema : schemas) {
            grants.add("GRANT USAGE ON SCHEMA %s TO %s;".formatted(Quote.identifier(schema), role));
        }
        relations.forEach(relation -> grants.add(relation.grant(role)));
        for (String oid : largeObjects) {
            grants.add("GRANT SELECT ON LARGE OBJECT %s TO %s;".formatted(oid, role));
        }
        return grants;
    }
}
