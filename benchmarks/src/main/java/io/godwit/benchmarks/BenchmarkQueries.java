package io.godwit.benchmarks;

/// The SQL that makes the databases and that looks at what arrived.
final class BenchmarkQueries {
    private BenchmarkQueries() {}

    static final String TABLES =
            """
            SELECT format('%I.%I', n.nspname, c.relname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'm')
               AND n.nspname NOT IN ('pg_catalog', 'information_schema')
               AND n.nspname NOT LIKE 'pg\\_toast%'
             ORDER BY 1
            """;

    static final String INDEXES =
            """
            SELECT count(*)
              FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE i.indisvalid
               AND n.nspname NOT IN ('pg_catalog', 'information_schema')
               AND n.nspname NOT LIKE 'pg\\_toast%'
            """;

    static final String CONSTRAINTS =
            """
            SELECT count(*)
              FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
             WHERE k.convalidated
               AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            """;

    static String count(String table) {
        return "SELECT count(*) FROM " + table;
    }

    static String skewed(int rows) {
        return """
        CREATE TABLE station (id int PRIMARY KEY, name text NOT NULL);
        INSERT INTO station SELECT n, 'station ' || n FROM generate_series(1, 1000) n;
        CREATE TABLE reading (
            id bigint NOT NULL, station int NOT NULL, taken timestamptz NOT NULL,
            value double precision, note text);
        INSERT INTO reading
        SELECT n, 1 + (n::bigint * 7919) %% 1000, '2026-01-01'::timestamptz + n * interval '3 second',
               sin(n), 'reading ' || md5(n::text)
          FROM generate_series(1, %d) n;
        ALTER TABLE reading ADD PRIMARY KEY (id);
        CREATE INDEX reading_station_taken ON reading (station, taken);
        CREATE INDEX reading_value ON reading (value)
        """
                .formatted(rows);
    }

    static String smallTable(int number) {
        return """
        SET synchronous_commit = off;
        CREATE TABLE small_%1$d (id int PRIMARY KEY, name text NOT NULL, amount numeric(12,2), at date);
        INSERT INTO small_%1$d
        SELECT n, 'name ' || md5(n::text), n * 1.25, '2026-01-01'::date + n FROM generate_series(1, 200) n;
        CREATE INDEX small_%1$d_name ON small_%1$d (name)
        """
                .formatted(number);
    }

    /// One to two kilobytes a row.
    static String wideRows(int rows) {
        return """
        CREATE TABLE document (
            id bigint PRIMARY KEY, name text NOT NULL, body jsonb NOT NULL, content bytea,
            tags text[], numbers int[], amount numeric(40,12));
        INSERT INTO document
        SELECT n, 'document ' || n,
               jsonb_build_object(
                   'number', n, 'kind', (ARRAY['invoice', 'letter', 'order', 'note'])[1 + n %% 4],
                   'customer', jsonb_build_object('id', n %% 5000, 'name', md5((n %% 5000)::text)),
                   'lines', (SELECT jsonb_agg(jsonb_build_object('item', (n * 31 + i) %% 2000,
                                                                 'price', (n + i) %% 1000 / 4.0))
                               FROM generate_series(1, 6) i),
                   'text', repeat(md5(n::text) || ' ', 4)),
               (SELECT string_agg(sha512((n || ' ' || i)::bytea), ''::bytea)
                  FROM generate_series(1, 4 + n %% 12) i),
               ARRAY['tag ' || n %% 300, 'tag ' || n %% 77, 'all'],
               (SELECT array_agg(n * i) FROM generate_series(1, 12) i),
               n * 1234567.890123456789
          FROM generate_series(1, %d) n;
        CREATE INDEX document_body ON document USING gin (body);
        CREATE INDEX document_tags ON document USING gin (tags);
        CREATE INDEX document_name ON document (name)
        """
                .formatted(rows);
    }
}
