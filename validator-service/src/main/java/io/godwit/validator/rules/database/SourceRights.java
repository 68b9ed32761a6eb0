package io.godwit.validator.rules.database;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.TableName;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.SourceTables;
import io.godwit.validator.rules.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// pg_dump locks every table in ACCESS SHARE mode and reads it, every sequence and every large
/// object; one that it may not read ends the migration.
final class SourceRights implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "SOURCE_RIGHTS",
                            "The source's user may read everything that is to move")
                    .alias(603110)
                    .meaning("What cannot be read cannot be moved.")
                    .remedy("Grant the rights, or migrate as the objects' owner.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        LoginRole role = context.source().role();
        SourceTables tables = context.tables();
        List<String> schemas = context.catalog().column(DatabaseQueries.UNUSABLE_SCHEMAS);
        List<Relation> relations =
                context
                        .catalog()
                        .list(
                                row ->
                                        new Relation(
                                                new ObjectName(row.getString(1), row.getString(2)),
                                                row.getBoolean(3),
                                                row.getBoolean(4)),
                                DatabaseQueries.UNREADABLE_RELATIONS)
                        .stream()
                        .filter(relation -> moves(tables, relation))
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
                .fixes(grants(context, role.quoted(), schemas, relations, largeObjects));
    }

    private record Relation(ObjectName name, boolean sequence, boolean view) {
        String described() {
            return (sequence ? "sequence " : "table ") + name;
        }

        String right() {
            return "SELECT ON " + (sequence ? "SEQUENCE " : "TABLE ") + name.quoted();
        }
    }

    /// A sequence may be needed by any table; a table is needed if it is selected.
    private static boolean moves(SourceTables tables, Relation relation) {
        return relation.sequence()
                || relation.view()
                || tables.moves(new TableName(relation.name().schema(), relation.name().name()));
    }

    private static List<String> objects(
            List<String> schemas, List<Relation> relations, List<String> largeObjects) {
        List<String> objects = new ArrayList<>();
        schemas.forEach(schema -> objects.add("schema " + schema));
        relations.forEach(relation -> objects.add(relation.described()));
        largeObjects.forEach(oid -> objects.add("large object " + oid));
        return objects;
    }

    private static List<Fix> grants(
            RuleContext context,
            String role,
            List<String> schemas,
            List<Relation> relations,
            List<String> largeObjects) {
        List<String> rights = new ArrayList<>();
        schemas.forEach(schema -> rights.add("USAGE ON SCHEMA " + Quote.identifier(schema)));
        relations.forEach(relation -> rights.add(relation.right()));
        largeObjects.forEach(oid -> rights.add("SELECT ON LARGE OBJECT " + oid));
        return Statements.of(
                Side.SOURCE,
                context.database().name(),
                rights,
                right -> "GRANT %s TO %s;".formatted(right, role),
                right -> "REVOKE %s FROM %s;".formatted(right, role));
    }
}
