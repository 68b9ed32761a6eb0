package io.godwit.copy.schema;

import io.godwit.common.migration.Notice;
import io.godwit.copy.sessions.Session;
import java.util.ArrayList;
import java.util.List;

/// Lists what stays behind on purpose.
final class UnmovedObjects {
    static final String HAS_PUBLIC =
            "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public')";

    private static final String DOING = "listing what does not move";

    /// The catalog itself is for superusers; this view shows everybody the names.
    private static final String SUBSCRIPTIONS =
            """
            SELECT DISTINCT s.subname::text
              FROM pg_stat_subscription s
              JOIN pg_subscription c ON c.oid = s.subid
              JOIN pg_database d ON d.oid = c.subdbid
             WHERE d.datname = current_database()
             ORDER BY 1
            """;

    private static final String INVALID_INDEXES =
            """
            SELECT n.nspname || '.' || c.relname
              FROM pg_index i
              JOIN pg_class c ON c.oid = i.indexrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT i.indisvalid AND c.relkind = 'i'
               AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
             ORDER BY 1
            """;

    /// Hidden columns that versions before 12 gave to tables made WITH OIDS.
    private static final String TABLES_WITH_OIDS =
            """
            SELECT n.nspname || '.' || c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relhasoids AND c.relkind = 'r'
               AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
             ORDER BY 1
            """;

    private static final String TABLESPACES =
            """
            SELECT n.nspname || '.' || c.relname || ' (' || t.spcname || ')'
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_tablespace t ON t.oid = c.reltablespace
             WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
             UNION ALL
            SELECT 'database (' || t.spcname || ')'
              FROM pg_database d
              JOIN pg_tablespace t ON t.oid = d.dattablespace
             WHERE d.datname = current_database() AND t.spcname <> 'pg_default'
             ORDER BY 1
            """;

    private UnmovedObjects() {}

    static List<Notice> notices(Session source, String database) {
        List<Notice> notices = new ArrayList<>();
        if (source.version().atLeast(10)) {
            add(
                    notices,
                    source.texts(DOING, SUBSCRIPTIONS),
                    new Notice(
                            "SUBSCRIPTION_NOT_MOVED",
                            database,
                            "Subscriptions stay on the source: two of one would fight over a slot.",
                            "Create them on the target once the source's are dropped.",
                            List.of()));
        }
        add(
                notices,
                source.texts(DOING, INVALID_INDEXES),
                new Notice(
                        "INVALID_INDEX_NOT_MOVED",
                        database,
                        "Indexes that are invalid on the source do not move.",
                        "Rebuild them on the source with REINDEX, or create them on the target.",
                        List.of()));
        if (!source.version().atLeast(12)) {
            add(
                    notices,
                    source.texts(DOING, TABLES_WITH_OIDS),
                    new Notice(
                            "TABLE_OIDS_NOT_MOVED",
                            database,
                            "The hidden column oid of these tables does not move: PostgreSQL"
                                    + " has none since version 12.",
                            "Add an ordinary column with its values on the source if they matter.",
                            List.of()));
        }
        add(
                notices,
                source.texts(DOING, TABLESPACES),
                new Notice(
                        "TABLESPACE_NOT_MOVED",
                        database,
                        "Everything is put into the target database's default tablespace.",
                        "Move it with ALTER … SET TABLESPACE if need be.",
                        List.of()));
        return notices;
    }

    private static void add(List<Notice> notices, List<String> objects, Notice notice) {
        if (!objects.isEmpty()) {
            notices.add(
                    new Notice(
                            notice.code(),
                            notice.database(),
                            notice.message(),
                            notice.action(),
                            objects));
        }
    }
}
