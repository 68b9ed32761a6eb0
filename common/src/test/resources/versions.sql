-- A database as rich as the server's version allows. Each section is for servers from the version
-- that its first line names, and to the one that may follow.

--- since 9.6
CREATE ROLE version_owner;
--- since 9.6
CREATE ROLE version_reader;
--- since 9.6
SET client_min_messages = warning;
CREATE SCHEMA shop AUTHORIZATION version_owner;
COMMENT ON SCHEMA shop IS 'it''s the \ shop';
GRANT USAGE ON SCHEMA shop TO version_reader;
CREATE SCHEMA "Odd ""name""; --";
CREATE EXTENSION hstore;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gist WITH SCHEMA shop;
CREATE TYPE shop.mood AS ENUM ('sad', 'ok', 'it''s "great"');
CREATE TYPE shop.address AS (street text, "House Number" int);
CREATE DOMAIN shop.percent AS numeric(5, 2) CHECK (VALUE BETWEEN 0 AND 100);
CREATE TYPE shop.floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE COLLATION shop.by_code_point FROM "C";
CREATE TEXT SEARCH CONFIGURATION shop.plain (COPY = pg_catalog.simple);
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.note := coalesce(NEW.note, '') || ' touched'; RETURN NEW; END $$;
CREATE FUNCTION shop.add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
CREATE AGGREGATE shop.summed(int) (SFUNC = shop.add, STYPE = int, INITCOND = '0');
CREATE OPERATOR shop.|+| (LEFTARG = int, RIGHTARG = int, PROCEDURE = shop.add);
CREATE FUNCTION shop.to_int(shop.mood) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 7';
CREATE CAST (shop.mood AS int) WITH FUNCTION shop.to_int(shop.mood);
CREATE SEQUENCE shop.counter INCREMENT -3 MINVALUE -100 MAXVALUE 50 START 20 CYCLE;
SELECT nextval('shop.counter'), nextval('shop.counter');
CREATE SEQUENCE shop.untouched START 7;
CREATE TABLE shop.customer (
    id serial PRIMARY KEY,
    name text NOT NULL COLLATE shop.by_code_point,
    feeling shop.mood DEFAULT 'ok',
    home shop.address,
    rebate shop.percent,
    tags text[],
    extra hstore,
    document jsonb,
    old_document json,
    picture bytea,
    during tstzrange,
    odd shop.floatrange,
    born date, at timestamptz, span interval, clock timetz, amount numeric, price money,
    address inet, network cidr, mac macaddr, place point, shape polygon, bits bit varying(9),
    real_one real, double_one double precision, key uuid, words tsvector, markup xml,
    note text,
    CONSTRAINT by_time EXCLUDE USING gist (id WITH =, during WITH &&));
INSERT INTO shop.customer
SELECT i, E'na\\me ''"\t\n' || i, CASE i % 3 WHEN 0 THEN 'sad' ELSE 'it''s "great"' END::shop.mood,
       ROW('street, "', i)::shop.address, i % 100, ARRAY['a', NULL, i::text],
       hstore('k', i::text), jsonb_build_object('n', i, 'x', NULL), '{"b" :  1, "b": 2}',
       decode(md5(i::text), 'hex'), tstzrange(now(), now() + i * interval '1 day'),
       shop.floatrange(i, i + 1), date '0044-03-15 BC' + i, timestamptz '2026-01-01 12:34:56.789012+02',
       '1 year -3 mons 00:00:01.5', '12:00+05:30', i / 7.0, i::text::money, '10.1.2.3/8',
       '10.0.0.0/8', '08:00:2b:01:02:03', point(i, 0.1), '((0,0),(1,1),(1,0))', B'101',
       0.1, 1.0 / 3, md5(i::text)::uuid, to_tsvector('simple', 'a fat cat ' || i),
       xmlparse(content '<a>' || i || '</a>'), NULL
  FROM generate_series(1, 3000) i;
INSERT INTO shop.customer (id, name, amount, real_one, double_one, at, born)
VALUES (5000, '', 'NaN', 'Infinity', '-0', 'infinity', '-infinity');
SELECT setval('shop.customer_id_seq', 5000);
COMMENT ON COLUMN shop.customer.name IS 'a name';
CREATE INDEX customer_lower ON shop.customer (lower(name)) WHERE id > 10;
CREATE INDEX customer_document ON shop.customer USING gin (document);
CREATE INDEX customer_trigrams ON shop.customer USING gin (name gin_trgm_ops);
CREATE INDEX customer_during ON shop.customer USING gist (during);
CREATE INDEX customer_hashed ON shop.customer USING hash (name);
CREATE INDEX customer_block ON shop.customer USING brin (id);
CREATE UNIQUE INDEX "customer ""odd""" ON shop.customer (key, id);
CREATE TRIGGER touch BEFORE UPDATE ON shop.customer FOR EACH ROW EXECUTE PROCEDURE shop.touch();
CREATE TABLE shop."order" (
    id bigserial PRIMARY KEY, customer int NOT NULL REFERENCES shop.customer ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED);
INSERT INTO shop."order" (customer) SELECT 1 + i % 3000 FROM generate_series(1, 2000) i;
CREATE TABLE shop.dangling (customer int);
INSERT INTO shop.dangling VALUES (-1);
ALTER TABLE shop.dangling ADD FOREIGN KEY (customer) REFERENCES shop.customer NOT VALID;
CREATE TABLE shop.no_columns ();
INSERT INTO shop.no_columns DEFAULT VALUES;
CREATE UNLOGGED TABLE shop.scratch (a int PRIMARY KEY);
INSERT INTO shop.scratch VALUES (1);
CREATE TABLE shop.dropped (a int, gone text, b text);
INSERT INTO shop.dropped VALUES (1, 'x', 'y');
ALTER TABLE shop.dropped DROP COLUMN gone, ADD COLUMN c int DEFAULT 5;
CREATE TABLE shop.animal (id int PRIMARY KEY, name text);
CREATE TABLE shop.dog (breed text) INHERITS (shop.animal);
INSERT INTO shop.animal VALUES (1, 'any');
INSERT INTO shop.dog VALUES (2, 'rex', 'mutt');
CREATE TABLE "Odd ""name""; --"."T""able'; \" ("a b" int PRIMARY KEY, "A B" text DEFAULT E'\\x''"');
INSERT INTO "Odd ""name""; --"."T""able'; \" VALUES (1, E'\\N\\.'), (2, NULL);
CREATE VIEW shop.names AS SELECT id, name FROM shop.customer WHERE feeling <> 'sad';
CREATE MATERIALIZED VIEW shop.z_first AS SELECT count(*) AS n FROM shop.names;
CREATE MATERIALIZED VIEW shop.a_second AS SELECT n + 1 AS m FROM shop.z_first;
CREATE MATERIALIZED VIEW shop.not_filled AS SELECT 1 AS x WITH NO DATA;
CREATE RULE no_delete AS ON DELETE TO shop.dropped DO INSTEAD NOTHING;
CREATE TABLE shop.secret (id int PRIMARY KEY, owner name);
INSERT INTO shop.secret SELECT i, 'nobody' FROM generate_series(1, 20) i;
ALTER TABLE shop.secret ENABLE ROW LEVEL SECURITY;
ALTER TABLE shop.secret FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON shop.secret FOR SELECT TO version_reader USING (owner = current_user);
CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER nowhere OPTIONS (host 'elsewhere');
CREATE USER MAPPING FOR version_reader SERVER elsewhere OPTIONS (password 'p''w');
CREATE FOREIGN TABLE shop.far (id int) SERVER elsewhere;
ALTER TABLE shop.customer OWNER TO version_owner;
GRANT SELECT ON shop.customer TO version_reader;
GRANT UPDATE (name) ON shop.customer TO version_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE version_owner IN SCHEMA shop GRANT SELECT ON TABLES TO version_reader;
SELECT lo_from_bytea(700001, 'small'), lo_from_bytea(700003, decode(repeat('00ff10', 300000), 'hex'));
GRANT SELECT ON LARGE OBJECT 700001 TO version_reader;
COMMENT ON LARGE OBJECT 700001 IS 'small';
CREATE FUNCTION shop.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER on_ddl ON ddl_command_end EXECUTE PROCEDURE shop.on_ddl();
DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET work_mem = ''7MB''', current_database());
    EXECUTE format('COMMENT ON DATABASE %I IS ''whole''', current_database());
END $$;

--- since 9.6 to 11
CREATE TABLE shop.with_oids (a int) WITH OIDS;
INSERT INTO shop.with_oids VALUES (1);

--- since 10
CREATE TABLE shop.numbered (id int GENERATED BY DEFAULT AS IDENTITY (START 100 INCREMENT 5), a int);
INSERT INTO shop.numbered (a) SELECT generate_series(1, 9);
CREATE TABLE shop.measured (at date NOT NULL, region text, value float8) PARTITION BY RANGE (at);
CREATE TABLE shop.measured_2025 PARTITION OF shop.measured
    FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (region);
CREATE TABLE shop.measured_north PARTITION OF shop.measured_2025 FOR VALUES IN ('north', 'arctic');
CREATE TABLE shop.measured_2026 PARTITION OF shop.measured
    FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
INSERT INTO shop.measured SELECT date '2025-06-01' + i, 'north', i FROM generate_series(0, 299) i;
CREATE INDEX north_value ON shop.measured_north (value);
CREATE STATISTICS shop.customer_stats (ndistinct, dependencies) ON name, feeling FROM shop.customer;
CREATE PUBLICATION some_tables FOR TABLE shop.customer, shop.animal WITH (publish = 'insert');
CREATE PUBLICATION every_table FOR ALL TABLES;
CREATE SEQUENCE shop.small_counter AS smallint;
SELECT nextval('shop.small_counter');
CREATE TRIGGER whole AFTER UPDATE ON shop."order" REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE PROCEDURE shop.touch();

--- since 11
CREATE PROCEDURE shop.nothing(a int) LANGUAGE plpgsql AS 'BEGIN END';
CREATE TABLE shop.spread (id bigint PRIMARY KEY, v text) PARTITION BY HASH (id);
CREATE TABLE shop.spread_0 PARTITION OF shop.spread FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE shop.spread_1 PARTITION OF shop.spread FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO shop.spread SELECT i, 'v' || i FROM generate_series(1, 500) i;
CREATE INDEX spread_v ON shop.spread (v);
CREATE TABLE shop.measured_rest PARTITION OF shop.measured_2025 DEFAULT;
CREATE UNIQUE INDEX customer_covering ON shop.customer (id) INCLUDE (name);

--- since 12
CREATE TABLE shop.generated (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
INSERT INTO shop.generated (a) SELECT generate_series(1, 50);
CREATE TABLE shop.refers (id bigint REFERENCES shop.spread);
INSERT INTO shop.refers SELECT generate_series(1, 50);
CREATE STATISTICS shop.customer_values (mcv) ON id, feeling FROM shop.customer;

--- since 13
CREATE PUBLICATION by_root FOR TABLE shop.spread WITH (publish_via_partition_root = true);
ALTER STATISTICS shop.customer_values SET STATISTICS 77;

--- since 14
CREATE TABLE shop.multi (r int4multirange, x int DEFAULT 1);
INSERT INTO shop.multi VALUES ('{[1,2),[5,9)}');
CREATE FUNCTION shop.known(x int) RETURNS int LANGUAGE sql IMMUTABLE RETURN x + 1;
CREATE STATISTICS shop.expressions ON (id % 3), (length(name)) FROM shop.customer;

--- since 15
CREATE TABLE shop.one_null (a int UNIQUE NULLS NOT DISTINCT);
CREATE PUBLICATION whole_schema FOR TABLES IN SCHEMA shop;
