package io.godwit.copy.testing;

import io.godwit.common.migration.CopiedPart;
import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.MigrationEvent.CopiesPlanned;
import io.godwit.common.migration.MigrationEvent.IndexesPlanned;
import io.godwit.common.migration.MigrationEvent.TablesPlanned;
import io.godwit.common.migration.MigrationNames;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.PlannedBuild;
import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.PlannedTable;
import io.godwit.common.migration.SourceType;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.Verification;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.BuildIndexes;
import io.godwit.common.migration.WorkerCommand.CopyTables;
import io.godwit.common.migration.WorkerCommand.PrepareDatabase;
import io.godwit.common.migration.WorkerCommand.ResumeCopy;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.indexes.IndexBuilder;
import io.godwit.copy.planning.CopyPlanLimits;
import io.godwit.copy.planning.CopyPlanner;
import io.godwit.copy.planning.PlanTotals;
import io.godwit.copy.rows.TableCopier;
import io.godwit.copy.schema.SelectedTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A database on both test servers with the same tables, a snapshot of the source's, and the plan
/// of its copy.
public final class CopyFixture implements AutoCloseable {
    public static final String SOURCE_DATABASE = "copy source";
    public static final String STAGING = "copy staging";

    public static final PostgresConnections CONNECTIONS = new PostgresConnections((_, _) -> null);

    private final Connection holder;
    private final String snapshot;
    private final RecordingContext context;
    private final int generation;

    private CopyFixture(
            Connection holder, String snapshot, RecordingContext context, int generation) {
        this.holder = holder;
        this.snapshot = snapshot;
        this.context = context;
        this.generation = generation;
    }

    /// Makes both databases with the tables that `ddl` makes.
    public static void make(String ddl) {
        makeWith("", ddl);
    }

    /// @param options of CREATE DATABASE
    public static void makeWith(String options, String ddl) {
        make(TestPostgres.source(), SOURCE_DATABASE, options, ddl);
        make(TestPostgres.target(), STAGING, options, ddl);
    }

    private static void make(TestPostgres server, String database, String options, String ddl) {
        server.recreate(database);
        if (!options.isEmpty()) {
            server.execute(
                    "postgres",
                    "DROP DATABASE \"" + database + '"',
                    "CREATE DATABASE \"" + database + "\" " + options);
        }
        if (!ddl.isEmpty()) {
            server.execute(database, ddl);
        }
    }

    public static void onSource(String... statements) {
        TestPostgres.source().execute(SOURCE_DATABASE, statements);
    }

    public static void onTarget(String... statements) {
        TestPostgres.target().execute(STAGING, statements);
    }

    public static String sourceValue(String query) {
        return TestPostgres.source().value(SOURCE_DATABASE, query);
    }

    public static String targetValue(String query) {
        return TestPostgres.target().value(STAGING, query);
    }

    /// Takes the snapshot.
    public static CopyFixture open() throws SQLException {
        return open(new RecordingContext(), 1);
    }

    /// Takes the next snapshot, for the same plan.
    public CopyFixture again() throws SQLException {
        return open(context, generation + 1);
    }

    private static CopyFixture open(RecordingContext context, int generation) throws SQLException {
        Connection holder = TestPostgres.source().connect(SOURCE_DATABASE);
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            statement.execute("SET search_path = pg_catalog");
            try (ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
                row.next();
                return new CopyFixture(holder, row.getString(1), context, generation);
            }
        }
    }

    public RecordingContext context() {
        return context;
    }

    public String snapshot() {
        return snapshot;
    }

    public PlanTotals plan() throws SQLException {
        return plan(CopyPlanLimits.DEFAULT, Set.of());
    }

    public PlanTotals plan(CopyPlanLimits limits, Set<Long> excluded) throws SQLException {
        try (Connection staging = TestPostgres.target().connect(STAGING)) {
            return new CopyPlanner(limits)
                    .plan(
                            holder,
                            staging,
                            new PrepareDatabase(
                                    work("prepare", 1), spec(), database(), STAGING, snapshot),
                            new SelectedTables(excluded, Set.of(), List.of()),
                            context);
        }
    }

    private static DatabaseSpec database() {
        return new DatabaseSpec(SOURCE_DATABASE, "copied", TableFilter.ALL);
    }

    private static MigrationSpec spec() {
        return new MigrationSpec(
                "test",
                Mode.OFFLINE,
                Option.MIGRATE,
                SourceType.values()[0],
                TestPostgres.source().server(),
                TestPostgres.target().server(),
                List.of(database()),
                false,
                false,
                false,
                Verification.values()[0],
                4,
                "none");
    }

    public static WorkRef work(String id, int attempt) {
        return new WorkRef("test", id, attempt, 1, SOURCE_DATABASE, 1);
    }

    /// Publishes all tables as a followed database's are.
    public static void publish() {
        String publication =
                MigrationNames.following("test", spec().instance(), SOURCE_DATABASE).publication();
        onSource("CREATE PUBLICATION " + publication + " FOR ALL TABLES");
    }

    /// @param copies to be made anew, whose tables are to be emptied
    public ResumeCopy resumeCommand(int attempt, List<Integer> copies) {
        Set<Integer> numbers =
                copies.stream()
                        .flatMap(copy -> copies().get(copy).parts().stream())
                        .map(part -> part.table())
                        .collect(Collectors.toSet());
        return new ResumeCopy(
                new WorkRef("test", WorkIds.resume(0), attempt, 1, SOURCE_DATABASE, generation),
                spec(),
                database(),
                STAGING,
                snapshot,
                copies,
                refs(numbers));
    }

    public List<PlannedTable> tables() {
        return context.events(TablesPlanned.class).stream()
                .flatMap(event -> event.tables().stream())
                .toList();
    }

    public List<PlannedCopy> copies() {
        return context.events(CopiesPlanned.class).stream()
                .flatMap(event -> event.copies().stream())
                .toList();
    }

    public List<PlannedBuild> builds() {
        return context.events(IndexesPlanned.class).stream()
                .flatMap(event -> event.builds().stream())
                .toList();
    }

    public CopyTables copyCommand(int copy, int attempt) {
        PlannedCopy planned = copies().get(copy);
        Set<Integer> numbers =
                planned.parts().stream().map(part -> part.table()).collect(Collectors.toSet());
        return new CopyTables(
                new WorkRef("test", WorkIds.copy(0, copy), attempt, 1, SOURCE_DATABASE, generation),
                TestPostgres.endpoints(),
                SOURCE_DATABASE,
                STAGING,
                snapshot,
                refs(numbers),
                planned.parts());
    }

    private List<TableRef> refs(Set<Integer> numbers) {
        return tables().stream()
                .map(PlannedTable::table)
                .filter(table -> numbers.contains(table.id()))
                .toList();
    }

    public BuildIndexes buildCommand(int build, int attempt) {
        return buildCommand(build, attempt, false);
    }

    private BuildIndexes buildCommand(int build, int attempt, boolean alone) {
        PlannedBuild planned = builds().get(build);
        Set<Integer> numbers =
                planned.indexes().stream().map(index -> index.table()).collect(Collectors.toSet());
        return new BuildIndexes(
                work("build-" + build, attempt),
                TestPostgres.endpoints(),
                SOURCE_DATABASE,
                STAGING,
                build,
                refs(numbers),
                planned.indexes(),
                alone);
    }

    public List<CopiedPart> copy(int copy, int attempt) {
        return new TableCopier(CONNECTIONS).perform(copyCommand(copy, attempt), context).parts();
    }

    /// Plans with default limits and copies everything.
    public void copyAll() throws SQLException {
        plan();
        for (int copy = 0; copy < copies().size(); copy++) {
            copy(copy, 1);
        }
    }

    public void buildAll() {
        buildAll(false);
    }

    public void buildAll(boolean alone) {
        IndexBuilder builder = new IndexBuilder(CONNECTIONS);
        for (int build = 0; build < builds().size(); build++) {
            builder.perform(buildCommand(build, 1, alone), context);
        }
    }

    /// The same for the same rows, in any order; the text of every column counts.
    public static String digest(TestPostgres server, String database, String table) {
        return server.value(
                database,
                "SELECT count(*) || ' ' || coalesce(md5(string_agg("
                        + "md5(t::text), '' ORDER BY md5(t::text))), '') FROM ONLY "
                        + table
                        + " AS t");
    }

    public static String sourceDigest(String table) {
        return digest(TestPostgres.source(), SOURCE_DATABASE, table);
    }

    public static String targetDigest(String table) {
        return digest(TestPostgres.target(), STAGING, table);
    }

    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
