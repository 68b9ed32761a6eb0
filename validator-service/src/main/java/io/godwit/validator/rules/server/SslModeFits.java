package io.godwit.validator.rules.server;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Catalog;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;

/// Do the server's SSL setting and the migration's `sslMode` fit: `Require` and above need SSL on
/// the server; `Prefer` takes what it gets, which is worth a word when that is plain text.
final class SslModeFits implements ServerRule {
    private final Side side;

    SslModeFits(Side side) {
        this.side = side;
    }

    @Override
    public RuleDescription about() {
        return SideRule.description(
                        side, "_SSL_MODE", "The " + side + " server's SSL setting fits sslMode")
                .alias(603001)
                .meaning("The connection would be refused, or is not encrypted though it could be.")
                .remedy("Switch sslMode to what the server offers, or enable SSL on the server.");
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
