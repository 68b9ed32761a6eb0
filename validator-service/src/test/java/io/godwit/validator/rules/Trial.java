package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.Fix;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.RuleLevel;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SourceType;
import io.godwit.common.migration.SslMode;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.Verification;
import io.godwit.common.postgres.ClientTools;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.testing.TestPostgres;
import io.godwit.validator.AllRules;
import io.godwit.validator.QuietWork;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    public Mode mode = Mode.OFFLINE;
    public SourceType sourceType = SourceType.POSTGRESQL;

    /// Restarts the source, where a test has one of its own.
    public @Nullable Supplier<Server> restartingSource;

    public final QuietWork work = new QuietWork();

    public Trial(String database) {
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
        use(side, new Server(old.host(), old.port(), role, "postgres", old.sslMode(), null));
    }

    public void use(Side side, Server server) {
        if (side == Side.SOURCE) {
            source = server;
        } else {
            target = server;
        }
    }

    public void sslMode(Side side, SslMode mode) {
        Server old = side == Side.SOURCE ? source : target;
        use(side, new Server(old.host(), old.port(), old.user(), "postgres", mode, null));
    }

    public MigrationSpec spec() {
        return new MigrationSpec(
                "trial",
                mode,
                Option.VALIDATE,
                sourceType,
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
        return asked(null);
    }

    private List<RuleResult> asked(@Nullable List<String> only) {
        List<RuleResult> results = new ArrayList<>(engine().checkServers(spec(), only, work));
        results.addAll(engine().checkDatabase(spec(), databases.getFirst(), only, work));
        return results;
    }

    public RuleResult ask(String code) {
        return asked(List.of(code)).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no rule " + code));
    }

    /// Runs what the finding prints, where it says, and asks again: a server that was told to read
    /// its settings again does so a moment later.
    public RuleResult mend(RuleResult result) {
        assertThat(result.fixes()).isNotEmpty();
        run(result);
        return awaited(result.code(), RuleStatus.SUCCEEDED);
    }

    /// As [#ask], a few times until it is so: what a server was told may take effect a moment
    /// later.
    public RuleResult awaited(String code, RuleStatus status) {
        RuleResult found = ask(code);
        for (int tries = 0; found.status() != status && tries < 50; tries++) {
            Pause.aMoment();
            found = ask(code);
        }
        return found;
    }

    /// As a person would, with psql, as the superuser.
    private void run(Fix fix, String sql) {
        Server server = fix.side() == Side.SOURCE ? source : target;
        Psql.run(server.port(), fix.database() == null ? "postgres" : fix.database(), sql);
    }

    /// Expects that status, then that the printed SQL mends it, and that its undo, where there is
    /// one for every statement, brings it back.
    public RuleResult failsUntilMended(String code, RuleStatus status) {
        RuleResult found = ask(code);
        assertThat(found.status()).as(found.toString()).isEqualTo(status);
        RuleResult mended = mend(found);
        assertThat(mended.status()).as(mended.toString()).isEqualTo(RuleStatus.SUCCEEDED);
        if (found.fixes().stream().allMatch(fix -> fix.undo() != null)) {
            found.fixes().reversed().forEach(fix -> run(fix, fix.undo()));
            restart(found);
            RuleResult back = awaited(code, status);
            assertThat(back.status()).as(back.toString()).isEqualTo(status);
            assertThat(back.message()).isEqualTo(found.message());
            mend(found);
        }
        return found;
    }

    public RuleEngine engine() {
        return new RuleEngine(
                AllRules.of(new ClientTools(null)),
                new PostgresConnections((_, _) -> "secret-of-the-test"),
                patience,
                Duration.ofSeconds(10),
                Clock.systemUTC());
    }

    /// As [#ask], of a rule that is set up otherwise.
    public RuleResult ask(Rule rule) {
        RuleEngine engine =
                new RuleEngine(
                        List.of(rule),
                        new PostgresConnections((_, _) -> "secret-of-the-test"),
                        patience,
                        Duration.ofSeconds(10),
                        Clock.systemUTC());
        return rule.level() == RuleLevel.SERVER
                ? engine.checkServers(spec(), null, work).getFirst()
                : engine.checkDatabase(spec(), databases.getFirst(), null, work).getFirst();
    }

    /// Runs what the finding prints, and restarts where it says so.
    public void run(RuleResult result) {
        result.fixes().forEach(fix -> run(fix, fix.sql()));
        restart(result);
    }

    private void restart(RuleResult result) {
        Supplier<Server> restarting = restartingSource;
        if (restarting != null && result.fixes().stream().anyMatch(Fix::restart)) {
            source = restarting.get();
        }
    }

    private static TestPostgres server(Side side) {
        return side == Side.SOURCE ? TestPostgres.source() : TestPostgres.target();
    }
}
