package io.godwit.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.MigrationEvent.NoticeRaised;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.testing.Rehearsal;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Some tables move; what cannot exist without the others stays behind, and is said.
class TableFilterTest {
    private static final TestPostgres SOURCE = TestPostgres.source();
    private static final TestPostgres TARGET = TestPostgres.target();

    private static void makeSource(String database) {
        SOURCE.recreate(database);
        SOURCE.execute(
                database,
                "CREATE TABLE kept (id serial PRIMARY KEY, other int)",
                "CREATE TABLE \"left \"\"out*; é\" (id serial PRIMARY KEY, k int REFERENCES kept)",
                "CREATE TABLE left_too (id int PRIMARY KEY)",
                "ALTER TABLE kept ADD CONSTRAINT to_left FOREIGN KEY (other) REFERENCES left_too",
                "CREATE TABLE shares_sequence (id int PRIMARY KEY DEFAULT"
                        + " nextval('\"left \"\"out*; é_id_seq\"'))",
                "CREATE VIEW sees_left AS SELECT * FROM \"left \"\"out*; é\"",
                "CREATE MATERIALIZED VIEW sees_view AS SELECT count(*) FROM sees_left",
                "CREATE VIEW sees_kept AS SELECT id FROM kept",
                "CREATE FUNCTION takes_left(left_too) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "COMMENT ON FUNCTION takes_left IS 'goes too'",
                "GRANT EXECUTE ON FUNCTION takes_left TO PUBLIC",
                "CREATE POLICY asks_left ON kept USING (EXISTS (SELECT FROM left_too))",
                "CREATE TABLE parted (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (10) TO (20)",
                "CREATE PUBLICATION filter_pub FOR TABLE kept, left_too",
                "INSERT INTO left_too VALUES (1)",
                "INSERT INTO kept (other) VALUES (1), (NULL)",
                "INSERT INTO parted SELECT generate_series(0, 19)");
    }

    private static Rehearsal rehearsal(
            String database, List<String> include, List<String> exclude) {
        makeSource(database);
        TARGET.execute("postgres", "DROP DATABASE IF EXISTS " + database);
        TableFilter filter = new TableFilter(include, exclude);
        return new Rehearsal(
                database.replace('_', '-'), new DatabaseSpec(database, database, filter), false);
    }

    private static List<String> relations(String database) {
        return TARGET.column(
                database,
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                        + " AND relkind NOT IN ('i', 'I') ORDER BY relname COLLATE \"C\"");
    }

    @Test
    void excludedTablesTakeTheirDependantsWithThem() throws Exception {
        String database = "filter_exclude";
        try (Rehearsal rehearsal =
                rehearsal(
                        database,
                        List.of(),
                        List.of("public.\"left \"\"out*; é\"", "left_t?o", "*.parted_2"))) {
            rehearsal.migrate();
            assertThat(relations(database))
                    .containsExactly(
                            "kept",
                            "kept_id_seq",
                            "left \"out*; é_id_seq",
                            "parted",
                            "parted_1",
                            "sees_kept",
                            "shares_sequence");
            assertThat(
                            TARGET.column(
                                    database,
                                    "SELECT conname FROM pg_constraint WHERE contype = 'f'"))
                    .isEmpty();
            assertThat(
                            TARGET.column(
                                    database,
                                    "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"))
                    .isEmpty();
            assertThat(TARGET.column(database, "SELECT polname FROM pg_policy")).isEmpty();
            assertThat(TARGET.column(database, "SELECT prrelid::regclass FROM pg_publication_rel"))
                    .containsExactly("kept");
            assertThat(TARGET.value(database, "SELECT count(*) FROM kept")).isEqualTo("2");
            assertThat(said(rehearsal))
                    .anyMatch(text -> text.contains("view sees_left"))
                    .anyMatch(text -> text.contains("materialized view sees_view"))
                    .anyMatch(text -> text.contains("constraint to_left on table"))
                    .anyMatch(text -> text.contains("function") && text.contains("takes_left"))
                    .anyMatch(text -> text.contains("policy asks_left"))
                    .noneMatch(text -> text.contains("left_too_pkey"));
        }
    }

    @Test
    void includedTablesComeWithWhatTheyArePartOf() throws Exception {
        String database = "filter_include";
        try (Rehearsal rehearsal =
                rehearsal(database, List.of("public.kept", "parted_1"), List.of())) {
            rehearsal.migrate();
            assertThat(relations(database))
                    .contains("kept", "kept_id_seq", "parted", "parted_1", "sees_kept")
                    .doesNotContain("parted_2", "left_too", "shares_sequence", "sees_left");
            assertThat(TARGET.value(database, "SELECT count(*) FROM parted")).isEqualTo("10");
        }
    }

    private static List<String> said(Rehearsal rehearsal) {
        return rehearsal.context().events(NoticeRaised.class).stream()
                .filter(raised -> raised.notice().code().equals("DEPENDANTS_NOT_MOVED"))
                .flatMap(raised -> raised.notice().objects().stream())
                .toList();
    }
}
