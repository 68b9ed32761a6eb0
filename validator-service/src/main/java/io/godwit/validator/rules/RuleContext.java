package io.godwit.validator.rules;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Side;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the rules of one validation share. Thread-safe.
public final class RuleContext implements AutoCloseable {
    private final MigrationSpec spec;
    private final @Nullable DatabaseSpec database;
    private final ServerFacts source;
    private final ServerFacts target;
    private final Remembered<SourceTables> tables;
    private final Remembered<List<String>> tellingOfSource;
    private final Remembered<List<String>> tellingOfTarget;

    RuleContext(
            MigrationSpec spec,
            @Nullable DatabaseSpec database,
            ServerFacts source,
            ServerFacts target) {
        this.spec = spec;
        this.database = database;
        this.source = source;
        this.target = target;
        this.tables = new Remembered<>(this::readTables);
        this.tellingOfSource = new Remembered<>(() -> telling(source));
        this.tellingOfTarget = new Remembered<>(() -> telling(target));
    }

    public MigrationSpec spec() {
        return spec;
    }

    public boolean online() {
        return spec.mode() == Mode.ONLINE;
    }

    /// The database that a [DatabaseRule] is about.
    public DatabaseSpec database() {
        return Objects.requireNonNull(database, "only rules of level database have a database");
    }

    public ServerFacts source() {
        return source;
    }

    public ServerFacts target() {
        return target;
    }

    public ServerFacts server(Side side) {
        return side == Side.SOURCE ? source : target;
    }

    /// Who runs the server: the source as the person said, the target as it looks.
    public ServerProfile profile(Side side) throws SQLException {
        return side == Side.SOURCE
                ? ServerProfile.of(spec.sourceType(), tellingOfSource.get())
                : ServerProfile.told(tellingOfTarget.get());
    }

    private static List<String> telling(ServerFacts server) throws SQLException {
        return server.maintenance()
                .column(
                        EngineQueries.PRESENT_ROLES,
                        (Object) ServerProfile.TELLING.toArray(String[]::new));
    }

    /// The catalog of the database on the source.
    public Catalog catalog() {
        return source.database(database().name());
    }

    /// The tables of the database on the source.
    public SourceTables tables() throws SQLException {
        return tables.get();
    }

    private SourceTables readTables() throws SQLException {
        return SourceTables.of(
                catalog().list(SourceTable::read, EngineQueries.SOURCE_TABLES),
                database().tables());
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
