package io.godwit.common.migration;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Everything that a person asked for when creating a migration; it never changes afterwards.
///
/// @param overwrite whether a non-empty database of the same name on the target is replaced; it is
///   kept aside until the migration has succeeded
/// @param sourceReadOnly the person's word that nothing writes to the source until the end: tables
///   copied under a lost snapshot are then kept
/// @param parallelism how many pieces of work run at once, 1 to 64
/// @param secretId under which key the passwords lie on the secrets topic
public record MigrationSpec(
        String name,
        Mode mode,
        Option option,
        SourceType sourceType,
        Server source,
        Server target,
        List<DatabaseSpec> databases,
        boolean overwrite,
        boolean migrateRoles,
        boolean sourceReadOnly,
        Verification verification,
        int parallelism,
        String secretId) {
    public static final int DEFAULT_PARALLELISM = 4;
    public static final int MAX_PARALLELISM = 64;

    public MigrationSpec {
        MigrationNames.check(name);
        requireNonNull(mode, "mode");
        requireNonNull(option, "option");
        requireNonNull(sourceType, "sourceType");
        requireNonNull(source, "source");
        requireNonNull(target, "target");
        requireNonNull(verification, "verification");
        requireNonNull(secretId, "secretId");
        databases = List.copyOf(databases);
        if (databases.isEmpty()) {
            throw new IllegalArgumentException("a migration needs at least one database");
        }
        if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
            throw new IllegalArgumentException(
                    "parallelism must be 1 to " + MAX_PARALLELISM + ", not " + parallelism);
        }
    }

    /// Tells this migration from every other, also from one that had its name before.
    public String instance() {
        return name + "/" + secretId;
    }

    public Endpoints endpoints() {
        return new Endpoints(source, target, secretId);
    }

    /// The database of that name on the source.
    ///
    /// @throws IllegalArgumentException if the migration has none of that name
    public DatabaseSpec database(String database) {
        return databases.stream()
                .filter(candidate -> candidate.name().equals(database))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(name + " has no database " + database));
    }
}
