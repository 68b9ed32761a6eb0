package io.godwit.copy.schema;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.WorkerCommand.FinishDatabase;
import io.godwit.common.postgres.ClientTools;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.Quote;
import io.godwit.copy.schema.SchemaRestore.Section;
import io.godwit.copy.sessions.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Restores the post-data section: foreign keys, triggers, rules, policies, indexes of partitioned
/// tables, the contents of materialized views, publications, event triggers.
public final class PostDataRestore {
    private static final String DOING = "clearing what an earlier attempt left";

    private static final List<String> TAKE_RIGHTS =
            List.of(
                    "EVENT TRIGGER ",
                    "PUBLICATION ",
                    "STATISTICS ",
                    "DEFAULT ACL ",
                    "ACL ",
                    "COMMENT ",
                    "SECURITY LABEL ");

    /// An archive makes these in several statements; so they are made anew rather than completed.
    private static final List<String> MADE_ANEW =
            List.of(
                    """
                    SELECT 'EVENT TRIGGER', NULL, evtname FROM pg_event_trigger
                     WHERE NOT EXISTS (SELECT FROM pg_depend
                                        WHERE classid = 'pg_event_trigger'::regclass
                                          AND objid = pg_event_trigger.oid AND deptype = 'e')
                    """,
                    "SELECT 'PUBLICATION', NULL, pubname FROM pg_publication",
                    """
                    SELECT 'STATISTICS', nspname, stxname
                      FROM pg_statistic_ext x JOIN pg_namespace n ON n.oid = x.stxnamespace
                    """);

    private final PostgresConnections connections;
    private final ClientTools tools;
    private final WorkFolders folders;

    public PostDataRestore(
            PostgresConnections connections, ClientTools tools, WorkFolders folders) {
        this.connections = connections;
        this.tools = tools;
        this.folders = folders;
    }

    /// @param source in the snapshot
    /// @param done objects of the source that the staging database has already
    public void restore(
            FinishDatabase command,
            Session source,
            Session staging,
            Set<CatalogObject> done,
            WorkContext context) {
        TableSelection.Result selection = TableSelection.resolve(source, command.database());
        SchemaWork work =
                new SchemaWork(
                        command.endpoints(),
                        command.database().name(),
                        command.staging(),
                        command.snapshot(),
                        selection,
                        tools.choose(source.version().major(), staging.version().major()),
                        folders.of(command.staging(), command.snapshot()));
        Path archive = new SchemaArchive(connections).reuse(work, context);
        SchemaRestore restore = new SchemaRestore(connections);
        TableOfContents contents =
                selection
                        .moving(restore.contents(work, archive, Section.POST_DATA, context))
                        .withoutOnly(entry -> done.contains(entry.object()));
        clear(staging);
        int jobs = command.spec().parallelism();
        if (staging.superuser()) {
            restore.restore(work, archive, Section.POST_DATA, contents, jobs, context);
        } else {
            TableOfContents certain = contents.withoutOnly(PostDataRestore::takesRights);
            TableOfContents rest = contents.only(PostDataRestore::takesRights);
            restore.restore(work, archive, Section.POST_DATA, certain, jobs, context);
            restore.restore(work, archive, Section.POST_DATA, rest, 1, context);
        }
    }

    /// What a server may refuse to anybody but a superuser. It is restored by one job, whose errors
    /// can be told apart.
    private static boolean takesRights(TableOfContents.Entry entry) {
        return TAKE_RIGHTS.stream().anyMatch(kind -> entry.title().startsWith(kind));
    }

    private static void clear(Session staging) {
        List<String> queries = staging.version().atLeast(10) ? MADE_ANEW : MADE_ANEW.subList(0, 1);
        for (String query : queries) {
            staging.list(
                            DOING,
                            query,
                            row ->
                                    "DROP %s %s"
                                            .formatted(
                                                    row.getString(1),
                                                    name(row.getString(2), row.getString(3))))
                    .forEach(sql -> staging.execute(DOING, sql));
        }
    }

    private static String name(@Nullable String schema, String name) {
        return schema == null ? Quote.identifier(name) : Quote.qualified(schema, name);
    }
}
