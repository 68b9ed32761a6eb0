package io.godwit.validator.rules.server;

import io.godwit.common.postgres.ServerVersion;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.util.Optional;

/// Schemas travel by `pg_dump`, which refuses servers newer than itself. Looks on this worker's
/// machine; copy workers are expected to be installed alike.
final class ClientToolsFit implements ServerRule {
    @Override
    public String code() {
        return "CLIENT_TOOLS";
    }

    @Override
    public String name() {
        return "pg_dump and pg_restore are installed, and not older than the source";
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        return judge(ClientTools.newest(), context.source().version());
    }

    static Finding judge(Optional<ClientTools> newest, ServerVersion source) {
        MajorVersion needed = MajorVersion.of(source);
        if (newest.isEmpty()) {
            return Finding.failed("pg_dump and pg_restore were not found", install(needed));
        }
        ClientTools tools = newest.get();
        String found = "version " + tools.version() + " in " + tools.folder();
        return tools.version().compareTo(needed) >= 0
                ? Finding.succeeded(found)
                : Finding.failed(
                        "the newest pg_dump is " + found + ", the source is " + source,
                        install(needed));
    }

    private static String install(MajorVersion needed) {
        return "Install PostgreSQL's client programs of version "
                + needed
                + " or later where the workers run.";
    }
}
