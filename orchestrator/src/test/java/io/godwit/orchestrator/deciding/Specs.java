package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.SourceType;
import io.godwit.common.migration.SslMode;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.Verification;
import java.util.List;
import java.util.stream.IntStream;

/// Specs for tests.
final class Specs {
    private Specs() {}

    static MigrationSpec of(Option option, int databases, boolean readOnly, int parallelism) {
        return of(Mode.OFFLINE, option, databases, readOnly, parallelism);
    }

    static MigrationSpec of(
            Mode mode, Option option, int databases, boolean readOnly, int parallelism) {
        List<DatabaseSpec> specs =
                IntStream.range(0, databases)
                        .mapToObj(n -> new DatabaseSpec("d" + n, "t" + n, TableFilter.ALL))
                        .toList();
        return new MigrationSpec(
                "m",
                mode,
                option,
                SourceType.ON_PREMISES,
                new Server("source", 5432, "u", "postgres", SslMode.PREFER, null),
                new Server("target", 5432, "u", "postgres", SslMode.PREFER, null),
                specs,
                false,
                false,
                readOnly,
                Verification.FULL,
                parallelism,
                "secret");
    }
}
