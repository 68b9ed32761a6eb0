package io.godwit.validator.rules.online;

import io.godwit.common.migration.MigrationException;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGProperty;

/// Tries it: poolers know no replication, and pg_hba.conf may have rules of its own.
final class ReplicationConnection implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "REPLICATION_CONNECTION", "The source accepts a replication connection")
                    .online()
                    .alias(603104)
                    .meaning("The slot cannot be read from here.")
                    .remedy(
                            "Connect to the server itself and not to a pooler; give the user the right to replicate; have a WAL sender free.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Properties properties = new Properties();
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.5");
        try (Connection connection =
                        context.source()
                                .open(context.source().server().maintenanceDatabase(), properties);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("IDENTIFY_SYSTEM")) {
            rows.next();
            return Finding.succeeded("connected to system " + rows.getString(1));
        } catch (MigrationException e) {
            return Finding.failed("refused: " + e.failure().serverText());
        } catch (SQLException e) {
            return Finding.failed("refused: " + e.getMessage());
        }
    }
}
