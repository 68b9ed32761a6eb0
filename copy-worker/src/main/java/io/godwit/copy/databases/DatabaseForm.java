package io.godwit.copy.databases;

import io.godwit.common.postgres.Quote;
import io.godwit.common.postgres.ServerVersion;
import io.godwit.copy.sessions.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// What a database is given at its creation and can never change: encoding and locale.
record DatabaseForm(
        String encoding,
        String collate,
        String ctype,
        String provider,
        @Nullable String locale,
        @Nullable String rules) {
    /// Of the database that the session is in.
    static DatabaseForm of(Session source) {
        return source.first(
                        "reading the database's locale",
                        DatabaseQueries.creation(source.version()),
                        DatabaseForm::read)
                .orElseThrow();
    }

    private static DatabaseForm read(ResultSet row) throws SQLException {
        return new DatabaseForm(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }

    String create(String name, ServerVersion target) {
        StringBuilder sql = new StringBuilder("CREATE DATABASE ").append(Quote.identifier(name));
        sql.append(" WITH TEMPLATE template0");
        option(sql, "ENCODING", encoding);
        option(sql, "LC_COLLATE", collate);
        option(sql, "LC_CTYPE", ctype);
        if (target.atLeast(15)) {
            provider(sql);
        }
        return sql.toString();
    }

    private void provider(StringBuilder sql) {
        switch (provider) {
            case "i" -> {
                option(sql, "LOCALE_PROVIDER", "icu");
                option(sql, "ICU_LOCALE", locale);
                option(sql, "ICU_RULES", rules);
            }
            case "b" -> {
                option(sql, "LOCALE_PROVIDER", "builtin");
                option(sql, "BUILTIN_LOCALE", locale);
            }
            default -> option(sql, "LOCALE_PROVIDER", "libc");
        }
    }

    private static void option(StringBuilder sql, String name, @Nullable String value) {
        if (value != null) {
            sql.append(' ').append(name).append(" = ").append(Quote.literal(value));
        }
    }
}
