package io.godwit.validator.rules;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Side;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the rules of one validation share. Thread-safe.
public final class RuleContext implements AutoCloseable {
    private final MigrationSpec spec;
    private final @Nullable DatabaseSpec database;
    private final ServerFacts source;
    private final ServerFacts target;

    RuleContext(
            MigrationSpec spec,
            @Nullable DatabaseSpec database,
            ServerFacts source,
            ServerFacts target) {
        this.spec = spec;
        this.database = database;
        this.source = source;
        this.target = target;
    }

    public MigrationSpec spec() {
        return spec;
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

    /// The catalog of the database on the source.
    public Catalog catalog() {
        return source.database(database().name());
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
