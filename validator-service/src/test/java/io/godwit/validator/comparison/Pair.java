package io.godwit.validator.comparison;

import io.godwit.common.migration.ComparedTable;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.Verification;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.CompareTables;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.testing.TestPostgres;
import io.godwit.validator.QuietWork;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The same database on two servers.
final class Pair {
    final String database;
    final QuietWork work = new QuietWork();

    Pair(String database) {
        this.database = database;
        TestPostgres.source().recreate(database);
        TestPostgres.target().recreate(database);
    }

    Pair both(String... statements) {
        return source(statements).target(statements);
    }

    Pair source(String... statements) {
        TestPostgres.source().execute(database, statements);
        return this;
    }

    Pair target(String... statements) {
        TestPostgres.target().execute(database, statements);
        return this;
    }

    /// All ordinary tables of the source, by name.
    List<TableRef> tables() {
        String query =
                "SELECT %s FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_'"
                        + " AND n.nspname <> 'information_schema' ORDER BY n.nspname, c.relname";
        List<String> schemas = TestPostgres.source().column(database, query.formatted("n.nspname"));
        List<String> names = TestPostgres.source().column(database, query.formatted("c.relname"));
        List<TableRef> tables = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            tables.add(new TableRef(i, 0, schemas.get(i), names.get(i)));
        }
        return tables;
    }

    List<ComparedTable> compare(Verification level) {
        return compare(level, null, "compare/0");
    }

    List<ComparedTable> compare(Verification level, @Nullable String snapshot, String id) {
        CompareTables command =
                new CompareTables(
                        new WorkRef("m", id, 1, 1, database, 1),
                        TestPostgres.endpoints(),
                        database,
                        database,
                        snapshot,
                        level,
                        tables());
        return new TableComparison(new PostgresConnections((_, _) -> null)).compare(command, work);
    }

    /// What differs at level full.
    List<String> differences() {
        return compare(Verification.FULL).stream()
                .filter(table -> !table.equal())
                .map(table -> String.valueOf(table.difference()))
                .toList();
    }
}
