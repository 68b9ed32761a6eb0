package io.godwit.validator.rules.server;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Catalog;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.util.Locale;

/// Do the server's SSL setting and the migration's `sslMode` fit: `Require` and above need SSL on
/// the server; `Prefer` takes what it gets, which is worth a word when that is plain text.
final class SslModeFits implements ServerRule {
    private final Side side;

    SslModeFits(Side side) {
        this.side = side;
    }

    @Override
    public String code() {
        return side.name().toUpperCase(Locale.ROOT) + "_SSL_MODE";
    }

    @Override
    public String name() {
        return "The " + side + " server's SSL setting fits sslMode";
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Server server = context.server(side).server();
        try {
            return found(server, context.server(side).maintenance());
        } catch (MigrationException e) {
            if (e.failure().code() == FailureCode.SSL_REFUSED) {
                return Finding.failed(
                        "sslMode is " + server.sslMode() + ", and " + e.failure().serverText(),
                        "Switch sslMode to Prefer, or enable SSL on the server.");
            }
            throw e;
        }
    }

    private static Finding found(Server server, Catalog catalog) throws SQLException {
        if (catalog.holds(ServerQueries.ENCRYPTED)) {
            return Finding.succeeded("sslMode " + server.sslMode() + ": encrypted");
        }
        if (catalog.holds(ServerQueries.OFFERS_ENCRYPTION)) {
            return Finding.warning(
                    "sslMode " + server.sslMode() + ": not encrypted, though the server offers SSL",
                    "Set sslMode to Require.");
        }
        return Finding.succeeded(
                "sslMode " + server.sslMode() + ": not encrypted; the server has SSL off");
    }
}
