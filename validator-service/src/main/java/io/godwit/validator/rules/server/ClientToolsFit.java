package io.godwit.validator.rules.server;

import io.godwit.common.postgres.ClientTools;
import io.godwit.common.postgres.ClientTools.Tools;
import io.godwit.common.postgres.ServerVersion;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Schemas travel by `pg_dump`, which refuses servers newer than itself. Looks on this worker's
/// machine; copy workers are expected to be installed alike.
final class ClientToolsFit implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "CLIENT_TOOLS",
                            "pg_dump and pg_restore are installed, and not older than the source")
                    .meaning("The schema could not be dumped.")
                    .remedy(
                            "Install PostgreSQL's client programs, not older than the source, where the workers run.");

    private final ClientTools tools;

    ClientToolsFit(ClientTools tools) {
        this.tools = tools;
    }

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        return judge(tools.installed(), context.source().version());
    }

    static Finding judge(List<Tools> installed, ServerVersion source) {
        Optional<Tools> newest = installed.stream().max(Comparator.comparingInt(Tools::major));
        if (newest.isEmpty()) {
            return Finding.failed("pg_dump and pg_restore were not found", install(source));
        }
        String found = "version " + newest.get().major() + " in " + newest.get().folder();
        return newest.get().major() >= source.major()
                ? Finding.succeeded(found)
                : Finding.failed(
                        "the newest pg_dump is " + found + ", the source is " + source,
                        install(source));
    }

    private static String install(ServerVersion needed) {
        return "Install PostgreSQL's client programs of version "
                + MajorVersion.of(needed)
                + " or later where the workers run.";
    }
}
