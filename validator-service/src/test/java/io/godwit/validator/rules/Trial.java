package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SourceType;
import io.godwit.common.migration.SslMode;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.Verification;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.testing.TestPostgres;
import io.godwit.validator.QuietWork;
import io.godwit.validator.rules.database.DatabaseRules;
import io.godwit.validator.rules.server.ServerRules;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A migration to be, of which rules are asked.
public final class Trial {
    private static final String[] ROLE = {
        "DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN"
                + " EXECUTE 'DROP OWNED BY %1$s'; EXECUTE 'DROP ROLE %1$s'; END IF; END $$"
    };

    public Server source = TestPostgres.source().server();
    public Server target = TestPostgres.target().server();
    public List<DatabaseSpec> databases;
    public boolean overwrite;
    public boolean migrateRoles;
    public int parallelism = 4;
    public Duration patience = Duration.ofSeconds(30);
    public final QuietWork work = new QuietWork();
    private final String database;

    public Trial(String database) {
        this.database = database;
        this.databases = List.of(new DatabaseSpec(database, database, TableFilter.ALL));
    }

    /// With a fresh source database, and none on the target.
    public static Trial fresh(String database, String... statements) {
        TestPostgres.source().recreate(database);
        TestPostgres.source().execute(database, statements);
        dropOnTarget(database);
        return new Trial(database);
    }

    public static void dropOnTarget(String database) {
        TestPostgres.target()
                .execute(
                        "postgres",
                        "DROP DATABASE IF EXISTS \""
                                + database.replace("\"", "\"\"")
                                + "\" WITH (FORCE)");
    }

    /// Makes the role anew and has the migration use it.
    public Trial user(Side side, String role, String attributes) {
        String drop = ROLE[0].formatted(role);
        server(side).execute("postgres", drop, "CREATE ROLE " + role + " LOGIN " + attributes);
        as(side, role);
        return this;
    }

    public void as(Side side, String role) {
        Server old = side == Side.SOURCE ? source : target;
        Server with = new Server(old.host(), old.port(), role, "postgres", old.sslMode(), null);
        if (side == Side.SOURCE) {
            source = with;
        } else {
            target = with;
        }
    }

    public void sslMode(Side side, SslMode mode) {
        Server old = side == Side.SOURCE ? source : target;
        Server with = new Server(old.host(), old.port(), old.user(), "postgres", mode, null);
        if (side == Side.SOURCE) {
            source = with;
        } else {
            target = with;
        }
    }

    public MigrationSpec spec() {
        return new MigrationSpec(
                "trial",
                Mode.OFFLINE,
                Option.VALIDATE,
                SourceType.POSTGRESQL,
                source,
                target,
                databases,
                overwrite,
                migrateRoles,
                false,
                Verification.NONE,
                parallelism,
                "none");
    }

    public List<RuleResult> all() {
        List<RuleResult> results = new ArrayList<>(engine().checkServers(spec(), work));
        results.addAll(engine().checkDatabase(spec(), databases.getFirst(), work));
        return results;
    }

    public RuleResult ask(String code) {
        return all().stream()
                .filter(result -> result.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no rule " + code));
    }

    /// Runs what the finding prints, where it says, and asks again.
    public RuleResult mend(RuleResult result) {
        assertThat(result.fixSql()).isNotNull();
        Side side = Objects.requireNonNull(result.fixSide());
        boolean ofDatabase =
                side == Side.SOURCE
                        && TestPostgres.source()
                                .column("postgres", "SELECT datname FROM pg_database")
                                .contains(database);
        server(side)
                .execute(
                        ofDatabase && !result.fixSql().startsWith("ALTER DATABASE")
                                ? database
                                : "postgres",
                        result.fixSql());
        return ask(result.code());
    }

    /// Expects that status, then that the printed SQL mends it.
    public RuleResult failsUntilMended(String code, RuleStatus status) {
        RuleResult found = ask(code);
        assertThat(found.status()).as(found.toString()).isEqualTo(status);
        RuleResult mended = mend(found);
        assertThat(mended.status()).as(mended.toString()).isEqualTo(RuleStatus.SUCCEEDED);
        return found;
    }

    public RuleEngine engine() {
        List<Rule> rules = new ArrayList<>(ServerRules.all());
        rules.addAll(DatabaseRules.all());
        return new RuleEngine(
                rules,
                new PostgresConnections((_, _) -> "secret-of-the-test"),
                patience,
                Duration.ofSeconds(10),
                Clock.systemUTC());
    }

    private static TestPostgres server(Side side) {
        return side == Side.SOURCE ? TestPostgres.source() : TestPostgres.target();
    }
}
