-- A database with every kind of object that Godwit moves, as hostile as PostgreSQL allows.
-- Needs a superuser, PostgreSQL 15 or later with contrib, and the roles sink_owner, sink_reader
-- and "sink ""odd"" Röle" (kitchen-sink-roles.sql makes them). Run it in an empty database.

SET client_min_messages = warning;
SET check_function_bodies = off;

-- Extensions, one of them with a configuration table of its own.

CREATE SCHEMA extensions;
CREATE EXTENSION hstore WITH SCHEMA extensions;
CREATE EXTENSION citext WITH SCHEMA extensions;
CREATE EXTENSION pg_trgm WITH SCHEMA extensions;
CREATE EXTENSION btree_gist WITH SCHEMA extensions;
CREATE EXTENSION postgres_fdw WITH SCHEMA extensions;
COMMENT ON EXTENSION citext IS 'text without regard to case';

-- Schemas, ordinary and hostile.

CREATE SCHEMA shop AUTHORIZATION sink_owner;
COMMENT ON SCHEMA shop IS 'it''s the shop; with a \ backslash and
a line break';
CREATE SCHEMA "Odd ""quoted"" schema; DROP TABLE x; --";
CREATE SCHEMA "ünïcødé✓";
GRANT USAGE ON SCHEMA shop TO sink_reader, "sink ""odd"" Röle";
GRANT ALL ON SCHEMA "ünïcødé✓" TO sink_reader WITH GRANT OPTION;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO sink_reader;

-- Types: enum, composite, domain, range, and a base type with operators.

CREATE TYPE shop.mood AS ENUM ('sad', 'ok', 'it''s "great"', 'snowman ☃');
ALTER TYPE shop.mood ADD VALUE 'meh' BEFORE 'ok';
CREATE TYPE shop.address AS (street text, "House Number" int, zip varchar(10));
CREATE DOMAIN shop.email AS extensions.citext
    CONSTRAINT has_at CHECK (VALUE LIKE '%@%') CONSTRAINT not_empty NOT NULL;
CREATE DOMAIN shop.percent AS numeric(5, 2) DEFAULT 0;
ALTER DOMAIN shop.percent ADD CONSTRAINT in_range CHECK (VALUE BETWEEN 0 AND 100) NOT VALID;
CREATE TYPE shop.floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
COMMENT ON TYPE shop.mood IS 'how one feels';
GRANT USAGE ON TYPE shop.mood TO sink_reader;

CREATE TYPE shop.complex;
CREATE FUNCTION shop.complex_in(cstring) RETURNS shop.complex
    LANGUAGE internal IMMUTABLE STRICT AS 'point_in';
CREATE FUNCTION shop.complex_out(shop.complex) RETURNS cstring
    LANGUAGE internal IMMUTABLE STRICT AS 'point_out';
CREATE TYPE shop.complex (
    INPUT = shop.complex_in, OUTPUT = shop.complex_out, INTERNALLENGTH = 16, ALIGNMENT = double);
CREATE FUNCTION shop.complex_add(shop.complex, shop.complex) RETURNS shop.complex
    LANGUAGE internal IMMUTABLE STRICT AS 'point_add';
CREATE OPERATOR shop.+ (
    LEFTARG = shop.complex, RIGHTARG = shop.complex, FUNCTION = shop.complex_add, COMMUTATOR = +);
CREATE AGGREGATE shop.total(shop.complex) (
    SFUNC = shop.complex_add, STYPE = shop.complex, INITCOND = '(0,0)');
COMMENT ON AGGREGATE shop.total(shop.complex) IS 'sum of complex numbers';

CREATE FUNCTION shop.abs_cmp(int, int) RETURNS int
    LANGUAGE sql IMMUTABLE STRICT AS 'SELECT btint4cmp(abs($1), abs($2))';
CREATE FUNCTION shop.abs_lt(int, int) RETURNS bool
    LANGUAGE sql IMMUTABLE STRICT AS 'SELECT abs($1) < abs($2)';
CREATE FUNCTION shop.abs_le(int, int) RETURNS bool
    LANGUAGE sql IMMUTABLE STRICT AS 'SELECT abs($1) <= abs($2)';
CREATE FUNCTION shop.abs_eq(int, int) RETURNS bool
    LANGUAGE sql IMMUTABLE STRICT AS 'SELECT abs($1) = abs($2)';
CREATE FUNCTION shop.abs_ge(int, int) RETURNS bool
    LANGUAGE sql IMMUTABLE STRICT AS 'SELECT abs($1) >= abs($2)';
CREATE FUNCTION shop.abs_gt(int, int) RETURNS bool
    LANGUAGE sql IMMUTABLE STRICT AS 'SELECT abs($1) > abs($2)';
CREATE OPERATOR shop.|<| (LEFTARG = int, RIGHTARG = int, FUNCTION = shop.abs_lt);
CREATE OPERATOR shop.|<=| (LEFTARG = int, RIGHTARG = int, FUNCTION = shop.abs_le);
CREATE OPERATOR shop.|=| (LEFTARG = int, RIGHTARG = int, FUNCTION = shop.abs_eq);
CREATE OPERATOR shop.|>=| (LEFTARG = int, RIGHTARG = int, FUNCTION = shop.abs_ge);
CREATE OPERATOR shop.|>| (LEFTARG = int, RIGHTARG = int, FUNCTION = shop.abs_gt);
CREATE OPERATOR FAMILY shop.abs_family USING btree;
CREATE OPERATOR CLASS shop.abs_ops FOR TYPE int USING btree FAMILY shop.abs_family AS
    OPERATOR 1 shop.|<|, OPERATOR 2 shop.|<=|, OPERATOR 3 shop.|=|,
    OPERATOR 4 shop.|>=|, OPERATOR 5 shop.|>|, FUNCTION 1 shop.abs_cmp(int, int);

CREATE FUNCTION shop.mood_to_int(shop.mood) RETURNS int
    LANGUAGE sql IMMUTABLE AS 'SELECT length($1::text)';
CREATE CAST (shop.mood AS int) WITH FUNCTION shop.mood_to_int(shop.mood) AS ASSIGNMENT;
CREATE COLLATION shop.by_code_point FROM "C";
CREATE COLLATION shop.german_phonebook (
    provider = icu, locale = 'de-u-co-phonebk', deterministic = false);
CREATE CONVERSION shop.my_conversion FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;

-- Text search.

CREATE TEXT SEARCH DICTIONARY shop.no_stop (TEMPLATE = pg_catalog.simple, accept = true);
CREATE TEXT SEARCH CONFIGURATION shop.plain (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION shop.plain ALTER MAPPING FOR asciiword WITH shop.no_stop;

-- Routines.

CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    NEW.changed := timestamptz '2026-01-01 00:00:00+00';
    RETURN NEW; -- a ; and a $tag$ in here
END $body$;
CREATE PROCEDURE shop.do_nothing(INOUT what text DEFAULT 'nothing; -- ')
    LANGUAGE plpgsql AS 'BEGIN what := what; END';
CREATE FUNCTION shop.many(IN a int, VARIADIC b text[], OUT c int, OUT d text)
    RETURNS SETOF record LANGUAGE sql STABLE PARALLEL SAFE COST 17 ROWS 3
    SET search_path = shop, pg_temp
    AS 'SELECT $1, unnest($2)';
CREATE FUNCTION shop.body_known(x int) RETURNS int
    LANGUAGE sql IMMUTABLE RETURN x + 1;
CREATE FUNCTION "Odd ""quoted"" schema; DROP TABLE x; --"."f""'; --"("A b" text) RETURNS text
    LANGUAGE sql SECURITY DEFINER AS 'SELECT ''\'' || $1';
ALTER FUNCTION shop.touch() OWNER TO sink_owner;
REVOKE ALL ON FUNCTION shop.body_known(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shop.body_known(int) TO sink_reader;
COMMENT ON FUNCTION shop.many(int, text[]) IS 'many';

-- Sequences in odd states.

CREATE SEQUENCE shop.untouched;
CREATE SEQUENCE shop.going_down AS smallint INCREMENT -3 MINVALUE -100 MAXVALUE 50 START 20 CYCLE;
SELECT nextval('shop.going_down'), nextval('shop.going_down');
CREATE SEQUENCE shop.set_not_called START 7;
SELECT setval('shop.set_not_called', 41, false);
CREATE SEQUENCE shop.exhausted MAXVALUE 3;
SELECT nextval('shop.exhausted'), nextval('shop.exhausted'), nextval('shop.exhausted');
CREATE SEQUENCE shop.huge CACHE 50 START 9223372036854775000;
SELECT nextval('shop.huge');
CREATE UNLOGGED SEQUENCE shop.not_logged;
SELECT setval('shop.not_logged', 5);
CREATE SEQUENCE "ünïcødé✓"."S""e'q\";
SELECT setval('"ünïcødé✓"."S""e''q\"', 99);
GRANT USAGE ON SEQUENCE shop.untouched TO sink_reader;

-- Tables.

CREATE TABLE shop.customer (
    id int GENERATED ALWAYS AS IDENTITY (START 100 INCREMENT 5),
    email shop.email,
    name text NOT NULL COLLATE shop.by_code_point,
    feeling shop.mood DEFAULT 'ok',
    home shop.address,
    tags text[] DEFAULT '{}' CHECK (cardinality(tags) < 10),
    extra extensions.hstore,
    document jsonb DEFAULT '{"a": [1, 2, {"b": null}]}',
    picture bytea,
    place shop.complex,
    rebate shop.percent,
    active_during tstzrange,
    odd_ranges nummultirange,
    search tsvector GENERATED ALWAYS AS (to_tsvector('shop.plain', name)) STORED,
    name_length int GENERATED ALWAYS AS (length(name)) STORED,
    changed timestamptz,
    CONSTRAINT customer_pk PRIMARY KEY (id),
    CONSTRAINT customer_email UNIQUE (email) INCLUDE (name),
    CONSTRAINT customer_name UNIQUE NULLS NOT DISTINCT (name, feeling)
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT not_together EXCLUDE USING gist (
        id WITH =, active_during WITH &&) WHERE (rebate > 0)
) WITH (fillfactor = 70, autovacuum_enabled = false);
ALTER TABLE shop.customer ALTER COLUMN name SET STATISTICS 250;
ALTER TABLE shop.customer ALTER COLUMN name SET (n_distinct = -0.5);
ALTER TABLE shop.customer ALTER COLUMN document SET STORAGE EXTERNAL;
ALTER TABLE shop.customer ALTER COLUMN document SET COMPRESSION pglz;
ALTER TABLE shop.customer OWNER TO sink_owner;
COMMENT ON TABLE shop.customer IS 'who buys';
COMMENT ON COLUMN shop.customer.email IS 'where to write';
COMMENT ON CONSTRAINT customer_pk ON shop.customer IS 'the key';
GRANT SELECT ON shop.customer TO sink_reader;
GRANT UPDATE (name, feeling), REFERENCES (id) ON shop.customer TO "sink ""odd"" Röle"
    WITH GRANT OPTION;

INSERT INTO shop.customer (email, name, feeling, home, tags, extra, picture, place, rebate,
                           active_during, odd_ranges)
SELECT 'c' || i || '@Example.org', E'Name\n\\' || i || E'\t☃', 'it''s "great"',
       ROW('Street "' || i, i, NULL)::shop.address, ARRAY['a', NULL, 'NULL', '"'],
       'a=>1, "b c"=>NULL', decode('00ff5c0a', 'hex'), '(1.5,-2)', i % 100,
       tstzrange('2026-01-01', NULL), '{[1,2),[5,)}'
  FROM generate_series(1, 300) i;

-- Broken by the first row that is there already.
ALTER TABLE shop.customer ADD CONSTRAINT was_not_checked CHECK (id > 100) NOT VALID;

CREATE INDEX customer_lower ON shop.customer (lower(name) text_pattern_ops DESC NULLS LAST)
    WHERE feeling <> 'sad';
CREATE INDEX customer_expression ON shop.customer ((id % 7), (lower(name)));
ALTER INDEX shop.customer_expression ALTER COLUMN 2 SET STATISTICS 500;
CREATE INDEX customer_tags ON shop.customer USING gin (tags) WITH (fastupdate = off);
CREATE INDEX customer_trigram ON shop.customer USING gist (name extensions.gist_trgm_ops);
CREATE INDEX customer_hash ON shop.customer USING hash (email);
CREATE INDEX customer_brin ON shop.customer USING brin (id) WITH (pages_per_range = 4);
CREATE INDEX customer_spgist ON shop.customer USING spgist (active_during);
CREATE INDEX customer_document ON shop.customer USING gin (document jsonb_path_ops);
CREATE UNIQUE INDEX customer_covering ON shop.customer (id) INCLUDE (feeling, rebate);
CREATE INDEX customer_abs ON shop.customer (id shop.abs_ops);
CREATE INDEX "customer ""odd""; --" ON shop.customer (name COLLATE "C");
COMMENT ON INDEX shop.customer_lower IS 'an index with a comment';
ALTER TABLE shop.customer CLUSTER ON customer_pk;
CREATE STATISTICS shop.customer_stats (ndistinct, dependencies, mcv)
    ON name, feeling FROM shop.customer;
CREATE STATISTICS shop.customer_expression_stats ON (id % 3), (length(name)) FROM shop.customer;
ALTER STATISTICS shop.customer_stats SET STATISTICS 77;
COMMENT ON STATISTICS shop.customer_stats IS 'extended';

CREATE TABLE shop."order" (
    id bigserial PRIMARY KEY,
    customer int NOT NULL REFERENCES shop.customer ON UPDATE CASCADE ON DELETE RESTRICT
        DEFERRABLE INITIALLY DEFERRED,
    previous bigint,
    amount numeric(12, 2) NOT NULL DEFAULT 1.50,
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT previous_order FOREIGN KEY (previous) REFERENCES shop."order" (id) MATCH FULL
);
INSERT INTO shop."order" (customer, amount, at)
SELECT 100 + 5 * (i % 300), i, timestamptz '2026-01-01' + i * interval '1 hour'
  FROM generate_series(0, 999) i;
CREATE TABLE shop.dangling (customer int, note text);
INSERT INTO shop.dangling VALUES (-1, 'no such customer');
ALTER TABLE shop.dangling ADD CONSTRAINT dangling_customer
    FOREIGN KEY (customer) REFERENCES shop.customer NOT VALID;
CREATE UNIQUE INDEX dangling_identity ON shop.dangling (customer) INCLUDE (note);
ALTER TABLE shop.dangling ALTER COLUMN customer SET NOT NULL;
CREATE UNIQUE INDEX dangling_replica ON shop.dangling (customer);
ALTER TABLE shop.dangling REPLICA IDENTITY USING INDEX dangling_replica;
CREATE TABLE shop.identity_full (a int);
ALTER TABLE shop.identity_full REPLICA IDENTITY FULL;

CREATE TABLE shop.no_columns ();
INSERT INTO shop.no_columns DEFAULT VALUES;
INSERT INTO shop.no_columns DEFAULT VALUES;
CREATE UNLOGGED TABLE shop.scratch (a int PRIMARY KEY, b text);
INSERT INTO shop.scratch VALUES (1, 'survives a move');
CREATE TABLE shop.of_type OF shop.address (zip WITH OPTIONS NOT NULL, PRIMARY KEY (zip));
INSERT INTO shop.of_type VALUES ('S', 1, '1234');
CREATE TABLE shop.dropped_columns (a int, gone text, b text DEFAULT 'b', gone_too int);
INSERT INTO shop.dropped_columns VALUES (1, 'x', 'y', 2);
ALTER TABLE shop.dropped_columns DROP COLUMN gone, DROP COLUMN gone_too, ADD COLUMN c int DEFAULT 5;
CREATE TABLE shop.partly_identity (
    a int GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME shop.odd_identity_name MAXVALUE 999),
    b int);
INSERT INTO shop.partly_identity (b) SELECT i FROM generate_series(1, 12) i;
CREATE TABLE "Odd ""quoted"" schema; DROP TABLE x; --"."T""able'; \ %s $1
newline" (
    "a column" int PRIMARY KEY,
    "A Column" text DEFAULT E'\\x''"',
    "select" shop.mood[]
);
INSERT INTO "Odd ""quoted"" schema; DROP TABLE x; --"."T""able'; \ %s $1
newline" VALUES (1, E'a\nb\\N', ARRAY['sad', NULL]::shop.mood[]), (2, '\.', NULL);
CREATE TABLE "ünïcødé✓"."name of exactly sixty-three bytes which is all that there can b" (
    "ключ" text PRIMARY KEY CHECK ("ключ" <> ''));
INSERT INTO "ünïcødé✓"."name of exactly sixty-three bytes which is all that there can b"
VALUES ('значение');

-- Inheritance.

CREATE TABLE shop.animal (id int PRIMARY KEY, name text CHECK (name <> ''));
CREATE TABLE shop.dog (breed text, CONSTRAINT dog_key PRIMARY KEY (id)) INHERITS (shop.animal);
CREATE TABLE shop.puppy (age int CHECK (age < 2) NO INHERIT) INHERITS (shop.dog);
INSERT INTO shop.animal VALUES (1, 'any');
INSERT INTO shop.dog VALUES (2, 'rex', 'mutt');
INSERT INTO shop.puppy VALUES (3, 'tiny', 'mutt', 1);

-- Partitions by range, list and hash, one below another, with a default.

CREATE TABLE shop.measurement (
    id bigint GENERATED BY DEFAULT AS IDENTITY,
    at date NOT NULL,
    region text NOT NULL,
    value float8 DEFAULT 'NaN',
    PRIMARY KEY (id, at, region)
) PARTITION BY RANGE (at);
CREATE TABLE shop.measurement_2025 PARTITION OF shop.measurement
    FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (region);
CREATE TABLE shop.measurement_2025_north PARTITION OF shop.measurement_2025
    FOR VALUES IN ('north', 'arctic') PARTITION BY HASH (id);
CREATE TABLE shop.measurement_2025_north_0 PARTITION OF shop.measurement_2025_north
    FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE shop.measurement_2025_north_1 PARTITION OF shop.measurement_2025_north
    FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE shop.measurement_2025_rest PARTITION OF shop.measurement_2025 DEFAULT;
CREATE TABLE shop.measurement_2026 PARTITION OF shop.measurement
    FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
CREATE TABLE shop.attached (
    region text NOT NULL, value float8 DEFAULT 2, id bigint NOT NULL, at date NOT NULL,
    CONSTRAINT attached_check CHECK (at < '2025-01-01'),
    CONSTRAINT attached_own_key PRIMARY KEY (id, at, region));
CREATE UNIQUE INDEX attached_own ON shop.attached (value, id);
ALTER TABLE shop.measurement ATTACH PARTITION shop.attached
    FOR VALUES FROM (MINVALUE) TO ('2025-01-01');
CREATE INDEX measurement_value ON shop.measurement (value, at);
CREATE INDEX measurement_only ON ONLY shop.measurement (region);
CREATE UNIQUE INDEX measurement_unique ON shop.measurement (at, region, id) INCLUDE (value);
COMMENT ON INDEX shop.measurement_value IS 'on all partitions';
INSERT INTO shop.measurement (at, region, value)
SELECT date '2024-06-01' + i, CASE i % 3 WHEN 0 THEN 'north' WHEN 1 THEN 'south' ELSE 'arctic' END, i
  FROM generate_series(0, 899) i;
CREATE TABLE shop.remark (
    id bigint, at date, region text, text text,
    FOREIGN KEY (id, at, region) REFERENCES shop.measurement ON DELETE CASCADE
) PARTITION BY HASH (id);
CREATE TABLE shop.remark_0 PARTITION OF shop.remark FOR VALUES WITH (MODULUS 1, REMAINDER 0);
INSERT INTO shop.remark SELECT id, at, region, 'remark' FROM shop.measurement LIMIT 50;
CREATE TABLE shop.empty_parent (a int, UNIQUE (a)) PARTITION BY LIST (a);

-- Views, rules, materialized views on one another.

CREATE VIEW shop.customer_names WITH (security_barrier = true) AS
    SELECT id, name FROM shop.customer WHERE feeling <> 'sad' WITH LOCAL CHECK OPTION;
ALTER VIEW shop.customer_names OWNER TO sink_owner;
GRANT SELECT ON shop.customer_names TO PUBLIC;
CREATE RECURSIVE VIEW shop.numbers (n) AS
    SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10;
CREATE VIEW shop.order_totals AS
    SELECT c.id, c.name, sum(o.amount) AS total
      FROM shop.customer c JOIN shop."order" o ON o.customer = c.id GROUP BY c.id;
CREATE MATERIALIZED VIEW shop.totals AS SELECT id, total FROM shop.order_totals;
CREATE MATERIALIZED VIEW shop.z_first AS SELECT count(*) AS how_many FROM shop.totals;
CREATE MATERIALIZED VIEW shop.a_second AS SELECT how_many + 1 AS more FROM shop.z_first;
CREATE MATERIALIZED VIEW shop.not_filled AS SELECT * FROM shop.totals WITH NO DATA;
CREATE UNIQUE INDEX totals_key ON shop.totals (id);
CREATE INDEX totals_total ON shop.totals (total DESC);
COMMENT ON MATERIALIZED VIEW shop.totals IS 'kept';
CREATE TABLE shop.rule_log (what text);
CREATE RULE log_it AS ON INSERT TO shop.dropped_columns
    DO ALSO INSERT INTO shop.rule_log VALUES ('inserted');
CREATE RULE no_delete AS ON DELETE TO shop.dropped_columns DO INSTEAD NOTHING;
ALTER TABLE shop.dropped_columns DISABLE RULE no_delete;
CREATE VIEW shop.updatable AS SELECT a, b FROM shop.dropped_columns;
CREATE RULE updatable_update AS ON UPDATE TO shop.updatable
    DO INSTEAD UPDATE shop.dropped_columns SET b = NEW.b WHERE a = OLD.a;

-- Triggers in every state.

CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF name ON shop.customer
    FOR EACH ROW WHEN (NEW.name IS NOT NULL) EXECUTE FUNCTION shop.touch();
CREATE TRIGGER touch_disabled BEFORE UPDATE ON shop.customer
    FOR EACH ROW EXECUTE FUNCTION shop.touch();
ALTER TABLE shop.customer DISABLE TRIGGER touch_disabled;
CREATE TRIGGER touch_replica BEFORE UPDATE ON shop.customer
    FOR EACH ROW EXECUTE FUNCTION shop.touch();
ALTER TABLE shop.customer ENABLE REPLICA TRIGGER touch_replica;
CREATE TRIGGER touch_always BEFORE UPDATE ON shop.customer
    FOR EACH ROW EXECUTE FUNCTION shop.touch();
ALTER TABLE shop.customer ENABLE ALWAYS TRIGGER touch_always;
CREATE FUNCTION shop.after() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER statement_trigger AFTER UPDATE ON shop."order"
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION shop.after('an', 'arg''ument\');
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON shop."order" DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION shop.after();
CREATE TRIGGER on_partitions AFTER INSERT ON shop.measurement
    FOR EACH ROW EXECUTE FUNCTION shop.after();
ALTER TABLE shop.measurement_2026 DISABLE TRIGGER on_partitions;
CREATE TRIGGER instead INSTEAD OF DELETE ON shop.updatable
    FOR EACH ROW EXECUTE FUNCTION shop.after();
COMMENT ON TRIGGER touch ON shop.customer IS 'touches';

-- Row security.

CREATE TABLE shop.secret (id int PRIMARY KEY, owner name, text text);
INSERT INTO shop.secret SELECT i, 'sink_owner', 'hidden ' || i FROM generate_series(1, 20) i;
ALTER TABLE shop.secret ENABLE ROW LEVEL SECURITY;
ALTER TABLE shop.secret FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON shop.secret USING (owner = current_user) WITH CHECK (id > 0);
CREATE POLICY readers ON shop.secret AS RESTRICTIVE FOR SELECT
    TO sink_reader, "sink ""odd"" Röle" USING (id < 10);
COMMENT ON POLICY own_rows ON shop.secret IS 'each their own';

-- Foreign tables.

CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw
    OPTIONS (host 'elsewhere.invalid', dbname 'it''s', port '5432');
CREATE USER MAPPING FOR sink_reader SERVER elsewhere OPTIONS (user 'u', password 'p''w');
CREATE USER MAPPING FOR PUBLIC SERVER elsewhere;
CREATE FOREIGN TABLE shop.far_away (id int OPTIONS (column_name 'ID'), name text NOT NULL)
    SERVER elsewhere OPTIONS (schema_name 'x', table_name 'y');
GRANT USAGE ON FOREIGN SERVER elsewhere TO sink_reader;
CREATE FOREIGN DATA WRAPPER no_handler OPTIONS (debug 'true');

-- Large objects with owners, grants and comments; one is larger than a piece.

SELECT lo_from_bytea(700001, 'small'::bytea), lo_create(700002),
       lo_from_bytea(700003, convert_to(repeat('0123456789abcdef', 400000), 'UTF8'));
ALTER LARGE OBJECT 700001 OWNER TO sink_owner;
GRANT SELECT ON LARGE OBJECT 700001 TO sink_reader;
GRANT UPDATE ON LARGE OBJECT 700003 TO PUBLIC;
COMMENT ON LARGE OBJECT 700001 IS 'it''s small';
CREATE TABLE shop.with_large_object (id int, content oid);
INSERT INTO shop.with_large_object VALUES (1, 700001), (2, 700003);

-- Default privileges.

ALTER DEFAULT PRIVILEGES FOR ROLE sink_owner IN SCHEMA shop GRANT SELECT ON TABLES TO sink_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE sink_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Publications.

CREATE PUBLICATION every_table FOR ALL TABLES WITH (publish = 'insert, truncate');
CREATE PUBLICATION some_tables FOR TABLE shop.customer (id, name) WHERE (id > 5), shop.animal;
CREATE PUBLICATION whole_schema FOR TABLES IN SCHEMA shop
    WITH (publish_via_partition_root = true);
COMMENT ON PUBLICATION some_tables IS 'some';

-- Event triggers: they must neither fire nor be lost while the database moves.

CREATE TABLE public.ddl_log (tag text);
CREATE FUNCTION shop.log_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.ddl_log VALUES (tg_tag);
END $$;
CREATE FUNCTION shop.forbid_drop() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'nothing is ever dropped here';
END $$;
CREATE EVENT TRIGGER log_ddl ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE')
    EXECUTE FUNCTION shop.log_ddl();
CREATE EVENT TRIGGER forbid_drop ON sql_drop EXECUTE FUNCTION shop.forbid_drop();
ALTER EVENT TRIGGER forbid_drop ENABLE ALWAYS;
CREATE EVENT TRIGGER sleeping ON ddl_command_start EXECUTE FUNCTION shop.forbid_drop();
ALTER EVENT TRIGGER sleeping DISABLE;
COMMENT ON EVENT TRIGGER log_ddl IS 'logs';

-- The database itself.

DO $$
DECLARE
    db text := quote_ident(current_database());
BEGIN
    EXECUTE 'ALTER DATABASE ' || db || ' SET search_path TO shop, "Odd ""quoted"" schema; DROP TABLE x; --", public';
    EXECUTE 'ALTER DATABASE ' || db || ' SET statement_timeout TO ''17min''';
    EXECUTE 'ALTER DATABASE ' || db || ' SET default_transaction_read_only TO on';
    EXECUTE 'ALTER DATABASE ' || db || ' SET "sink.custom" TO ''a, "b" ''''c''';
    EXECUTE 'ALTER ROLE sink_reader IN DATABASE ' || db || ' SET work_mem TO ''7MB''';
    EXECUTE 'ALTER DATABASE ' || db || ' CONNECTION LIMIT 42';
    EXECUTE 'COMMENT ON DATABASE ' || db || ' IS ''everything; and the kitchen sink''';
    EXECUTE 'REVOKE CONNECT, TEMPORARY ON DATABASE ' || db || ' FROM PUBLIC';
    EXECUTE 'GRANT CONNECT ON DATABASE ' || db || ' TO sink_reader WITH GRANT OPTION';
    EXECUTE 'ALTER DATABASE ' || db || ' OWNER TO sink_owner';
END $$;
