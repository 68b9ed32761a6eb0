package io.godwit.cdc.apply;

import io.godwit.cdc.pgoutput.Message;
import io.godwit.cdc.pgoutput.Message.Column;
import io.godwit.cdc.pgoutput.Message.Relation;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.postgres.Quote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Brings a relation and the target's table together, or says how they differ.
final class TableMapping {
    private static final String TOO_EARLY =
            " (if the source has that column by now, it was added here before the changes older than it had"
                    + " come: drop it, resume, and add it again when the stream stops for it)";

    private final Map<Long, Message.Type> types;

    /// @param types those that the stream has named
    TableMapping(Map<Long, Message.Type> types) {
        this.types = types;
    }

    /// @throws MigrationException `SCHEMA_CHANGED`
    TargetTable map(Relation relation, @Nullable TargetForm form) {
        if (form == null) {
            throw changed(relation, List.of("the target has no such table"), List.of());
        }
        check(relation, form);
        Map<String, TargetColumn> byName =
                form.columns().stream()
                        .collect(Collectors.toMap(TargetColumn::name, column -> column));
        List<TargetColumn> columns =
                relation.columns().stream().map(column -> byName.get(column.name())).toList();
        return keyed(relation, form, columns);
    }

    private static TargetTable keyed(
            Relation relation, TargetForm form, List<TargetColumn> columns) {
        Set<String> identity =
                relation.columns().stream()
                        .filter(Column::identity)
                        .map(Column::name)
                        .collect(Collectors.toSet());
        for (TargetKey key : form.keys()) {
            if (identity.containsAll(key.columns())) {
                return new TargetTable(
                        form,
                        relation,
                        withEquality(columns, key),
                        places(relation, key.columns()),
                        true);
            }
        }
        return new TargetTable(
                form, relation, columns, places(relation, List.copyOf(identity)), false);
    }

    /// The key's columns are compared as its index compares them.
    private static List<TargetColumn> withEquality(List<TargetColumn> columns, TargetKey key) {
        return columns.stream()
                .map(column -> {
                    int place = key.columns().indexOf(column.name());
                    return place < 0
                            ? column
                            : new TargetColumn(
                                    column.name(),
                                    column.type(),
                                    column.typeName(),
                                    column.baseTypeName(),
                                    column.typeModifier(),
                                    column.typeText(),
                                    column.generated(),
                                    key.equality().get(place),
                                    true);
                })
                .toList();
    }

    private static int[] places(Relation relation, List<String> names) {
        return IntStream.range(0, relation.columns().size())
                .filter(i -> names.contains(relation.columns().get(i).name()))
                .toArray();
    }

    private void check(Relation relation, TargetForm form) {
        List<String> differences = new ArrayList<>();
        List<String> remedies = new ArrayList<>();
        String alter = "ALTER TABLE " + Quote.qualified(form.schema(), form.name());
        List<Column> added = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Column column : relation.columns()) {
            known.add(column.name());
            TargetColumn target = find(form, column.name());
            if (target == null) {
                added.add(column);
            } else if (target.generated()) {
                differences.add(
                        "column %s is generated only on the target"
                                .formatted(Quote.identifier(column.name())));
                remedies.add(
                        "%s ALTER COLUMN %s DROP EXPRESSION"
                                .formatted(alter, Quote.identifier(column.name())));
            } else if (!sameType(column, target)) {
                differences.add(
                        "column %s is of type %s on the source, of %s on the target"
                                .formatted(
                                        Quote.identifier(column.name()),
                                        typeText(column),
                                        target.typeText()));
                remedies.add(
                        "%s ALTER COLUMN %s TYPE %s"
                                .formatted(
                                        alter, Quote.identifier(column.name()), typeText(column)));
            }
        }
        List<TargetColumn> dropped =
                form.columns().stream()
                        .filter(column -> !column.generated() && !known.contains(column.name()))
                        .toList();
        compareSets(added, dropped, alter, differences, remedies);
        if (!differences.isEmpty()) {
            throw changed(relation, differences, remedies);
        }
    }

    private void compareSets(
            List<Column> added,
            List<TargetColumn> dropped,
            String alter,
            List<String> differences,
            List<String> remedies) {
        boolean renamed =
                added.size() == 1
                        && dropped.size() == 1
                        && sameType(added.getFirst(), dropped.getFirst());
        added.forEach(column -> {
            String name = Quote.identifier(column.name());
            differences.add("column %s exists only on the source".formatted(name));
            remedies.add(
                    renamed
                            ? "%s RENAME COLUMN %s TO %s"
                                    .formatted(
                                            alter,
                                            Quote.identifier(dropped.getFirst().name()),
                                            name)
                            : "%s ADD COLUMN %s %s".formatted(alter, name, typeText(column)));
        });
        dropped.forEach(column -> {
            String name = Quote.identifier(column.name());
            differences.add("column %s exists only on the target".formatted(name));
            if (!renamed) {
                remedies.add("%s DROP COLUMN %s%s".formatted(alter, name, TOO_EARLY));
            }
        });
    }

    private static @Nullable TargetColumn find(TargetForm form, String name) {
        return form.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private boolean sameType(Column column, TargetColumn target) {
        Message.Type named = types.get(column.type());
        boolean same =
                (named == null || column.type() < TargetColumn.FIRST_UNPINNED)
                        ? column.type() == target.type()
                        : target.baseTypeName().equals(named.schema() + "." + named.name());
        return same && column.typeModifier() == target.typeModifier();
    }

    /// For people; a built-in type is named by its oid, which `format_type` translates.
    private String typeText(Column column) {
        Message.Type named = types.get(column.type());
        String name =
                named == null
                        ? BuiltInTypes.name(column.type())
                        : Quote.qualified(named.schema(), named.name());
        return BuiltInTypes.withModifier(column.type(), name, column.typeModifier());
    }

    private static MigrationException changed(
            Relation relation, List<String> differences, List<String> remedies) {
        String what =
                "table %s differs: %s"
                        .formatted(
                                Quote.qualified(relation.schema(), relation.name()),
                                String.join("; ", differences));
        String remedy =
                remedies.isEmpty()
                        ? ". If it was renamed, rename it on the target; if it is new, create it there as it is on the source"
                        : ". Run on the target, with the defaults, NOT NULL and USING that the source's statements had: "
                                + String.join("; ", remedies);
        return new MigrationException(FailureCode.SCHEMA_CHANGED, what + remedy);
    }
}
