-- Every kind of object that a database can hold and this server can make, short of one: security
-- labels need a module that neither PostgreSQL nor Debian ships.
\set ON_ERROR_STOP on
SET client_min_messages TO warning;

-- Extensions, schemas, default privileges ---------------------------------------------------
CREATE SCHEMA extensions;
CREATE EXTENSION pg_trgm SCHEMA extensions;
CREATE EXTENSION btree_gist SCHEMA extensions;
CREATE EXTENSION hstore SCHEMA extensions;
CREATE EXTENSION citext SCHEMA extensions;
CREATE EXTENSION postgres_fdw SCHEMA extensions;
GRANT USAGE ON SCHEMA extensions TO PUBLIC;
-- Its tables' rows are the database's own: configuration tables. Debian has it, PostgreSQL has not.
SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_track_settings') AS tracks \gset
\if :tracks
    CREATE EXTENSION pg_track_settings SCHEMA extensions;
    SELECT extensions.pg_track_settings_snapshot() \g /dev/null
\endif

CREATE SCHEMA shop AUTHORIZATION shop_owner;
CREATE SCHEMA money AUTHORIZATION shop_owner;
CREATE SCHEMA archive AUTHORIZATION shop_owner;
CREATE SCHEMA "Odd ""names""";
COMMENT ON SCHEMA shop IS 'Films, customers, rentals';
GRANT USAGE ON SCHEMA shop, money TO shop_clerk;
ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner IN SCHEMA shop GRANT SELECT ON TABLES TO shop_clerk;
ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner IN SCHEMA money GRANT USAGE ON SEQUENCES TO shop_manager;

SET search_path TO shop, extensions, public;
-- Everything below belongs to the shop's owner, unless said otherwise.
GRANT CREATE, USAGE ON SCHEMA extensions, "Odd ""names""" TO shop_owner;
GRANT CREATE ON DATABASE rental_shop TO shop_owner;
SET ROLE shop_owner;

-- Collations, types, operators, casts ---------------------------------------------------------
CREATE COLLATION german (PROVIDER = icu, LOCALE = 'de-u-co-phonebk');
COMMENT ON COLLATION german IS 'As in the telephone book';

CREATE TYPE rating AS ENUM ('G', 'PG', 'PG-13', 'R', 'NC-17');
ALTER TYPE rating ADD VALUE 'X''''"\ odd' AFTER 'NC-17';
CREATE DOMAIN positive_amount AS numeric(9, 2) CONSTRAINT not_negative CHECK (VALUE >= 0);
CREATE DOMAIN email AS citext CHECK (VALUE ~ '^[^@\s]+@[^@\s]+$');
CREATE DOMAIN short_codes AS text[] CHECK (array_length(VALUE, 1) <= 8);
CREATE TYPE address AS (street text, zip varchar(12), city text COLLATE "C");
CREATE TYPE float_range AS RANGE (subtype = float8, subtype_diff = float8mi);

RESET ROLE;
-- A base type with its own input and output, operators, cast, operator class: needs a superuser.
CREATE TYPE shop.shelf_code;
CREATE FUNCTION shop.shelf_code_in(cstring) RETURNS shop.shelf_code
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textin';
CREATE FUNCTION shop.shelf_code_out(shop.shelf_code) RETURNS cstring
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textout';
CREATE TYPE shop.shelf_code (
    INPUT = shop.shelf_code_in, OUTPUT = shop.shelf_code_out, LIKE = text, CATEGORY = 'S');
CREATE FUNCTION shop.shelf_code_compare(shop.shelf_code, shop.shelf_code) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteacmp';
CREATE FUNCTION shop.shelf_code_less(shop.shelf_code, shop.shelf_code) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'bytealt';
CREATE FUNCTION shop.shelf_code_less_equal(shop.shelf_code, shop.shelf_code) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteale';
CREATE FUNCTION shop.shelf_code_equal(shop.shelf_code, shop.shelf_code) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteaeq';
CREATE FUNCTION shop.shelf_code_greater_equal(shop.shelf_code, shop.shelf_code) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteage';
CREATE FUNCTION shop.shelf_code_greater(shop.shelf_code, shop.shelf_code) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteagt';
CREATE OPERATOR shop.< (
    LEFTARG = shop.shelf_code, RIGHTARG = shop.shelf_code, FUNCTION = shop.shelf_code_less,
    COMMUTATOR = OPERATOR(shop.>), NEGATOR = OPERATOR(shop.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
CREATE OPERATOR shop.<= (
    LEFTARG = shop.shelf_code, RIGHTARG = shop.shelf_code, FUNCTION = shop.shelf_code_less_equal,
    COMMUTATOR = OPERATOR(shop.>=), NEGATOR = OPERATOR(shop.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
CREATE OPERATOR shop.= (
    LEFTARG = shop.shelf_code, RIGHTARG = shop.shelf_code, FUNCTION = shop.shelf_code_equal,
    COMMUTATOR = OPERATOR(shop.=), RESTRICT = eqsel, JOIN = eqjoinsel, MERGES);
CREATE OPERATOR shop.>= (
    LEFTARG = shop.shelf_code, RIGHTARG = shop.shelf_code, FUNCTION = shop.shelf_code_greater_equal,
    COMMUTATOR = OPERATOR(shop.<=), NEGATOR = OPERATOR(shop.<), RESTRICT = scalargesel, JOIN = scalargejoinsel);
CREATE OPERATOR shop.> (
    LEFTARG = shop.shelf_code, RIGHTARG = shop.shelf_code, FUNCTION = shop.shelf_code_greater,
    COMMUTATOR = OPERATOR(shop.<), NEGATOR = OPERATOR(shop.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
CREATE OPERATOR FAMILY shop.shelf_code_operators USING btree;
CREATE OPERATOR CLASS shop.shelf_code_operators DEFAULT FOR TYPE shop.shelf_code USING btree
    FAMILY shop.shelf_code_operators AS
    OPERATOR 1 shop.<, OPERATOR 2 shop.<=, OPERATOR 3 shop.=, OPERATOR 4 shop.>=, OPERATOR 5 shop.>,
    FUNCTION 1 shop.shelf_code_compare(shop.shelf_code, shop.shelf_code);
CREATE CAST (text AS shop.shelf_code) WITHOUT FUNCTION AS ASSIGNMENT;
ALTER TYPE shop.shelf_code OWNER TO shop_owner;

-- A conversion, an access method: known things under new names.
CREATE ACCESS METHOD heap_again TYPE TABLE HANDLER heap_tableam_handler;
CREATE CONVERSION shop.latin1_again FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
SET ROLE shop_owner;

-- Text search ------------------------------------------------------------------------------
CREATE TEXT SEARCH DICTIONARY film_words (TEMPLATE = pg_catalog.snowball, LANGUAGE = 'english');
CREATE TEXT SEARCH CONFIGURATION film_search (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION film_search ALTER MAPPING FOR asciiword WITH film_words, simple;

-- Functions, procedures, aggregates ----------------------------------------------------------
CREATE FUNCTION full_price(amount numeric, tax numeric DEFAULT 0.19) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN round(amount * (1 + tax), 2);
COMMENT ON FUNCTION full_price(numeric, numeric) IS 'What the customer pays; it''s rounded';

CREATE FUNCTION remember_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_at := timestamptz '2026-01-01 00:00:00+00' + (NEW.film_id || ' minutes')::interval;
    RETURN NEW;
END
$$;

CREATE FUNCTION films_of(wanted rating) RETURNS TABLE (film_id integer, title text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    RETURN QUERY SELECT f.film_id, f.title FROM shop.film f WHERE f.rated = wanted;
END
$$;
GRANT EXECUTE ON FUNCTION films_of(rating) TO shop_clerk;

CREATE PROCEDURE close_day(IN day date, INOUT rentals bigint DEFAULT 0) LANGUAGE plpgsql AS $$
BEGIN
    SELECT count(*) INTO rentals FROM shop.rental WHERE rented_at::date = day;
END
$$;

CREATE FUNCTION longer(text, text) RETURNS text
    LANGUAGE sql IMMUTABLE RETURN CASE WHEN length($1) >= length($2) THEN $1 ELSE $2 END;
CREATE AGGREGATE longest(text) (SFUNC = longer, STYPE = text, INITCOND = '');

-- Tables -----------------------------------------------------------------------------------
CREATE SEQUENCE film_number AS integer START 1000 INCREMENT 7 MINVALUE 1000 MAXVALUE 2000000 CACHE 5 CYCLE;
CREATE SEQUENCE never_called START 42;
CREATE SEQUENCE counts_down INCREMENT -3 MAXVALUE 0 MINVALUE -1000000 START -1;

CREATE TABLE language (
    language_id smallint GENERATED ALWAYS AS IDENTITY (START 10 INCREMENT 10) PRIMARY KEY,
    name text NOT NULL UNIQUE COLLATE german
);
CREATE TABLE film (
    film_id integer PRIMARY KEY,
    number integer NOT NULL DEFAULT nextval('film_number'),
    title text NOT NULL,
    description text,
    language_id smallint NOT NULL,
    rated rating NOT NULL DEFAULT 'G',
    price positive_amount NOT NULL,
    minutes smallint CHECK (minutes > 0),
    codes short_codes,
    shelf shelf_code,
    attributes jsonb,
    labels hstore,
    years int4range,
    shown datemultirange,
    temperature float_range,
    gross numeric GENERATED ALWAYS AS (price * 1.19) STORED,
    search tsvector GENERATED ALWAYS AS (to_tsvector('shop.film_search', title || ' ' || coalesce(description, ''))) STORED,
    changed_at timestamptz
);
ALTER SEQUENCE film_number OWNED BY film.number;
ALTER TABLE film ALTER COLUMN description SET STORAGE EXTERNAL, ALTER COLUMN title SET STATISTICS 500;
COMMENT ON TABLE film IS E'What may be rented;\nsecond line';
COMMENT ON COLUMN film.rated IS 'By the board';

CREATE TABLE customer (
    customer_id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    mail email NOT NULL,
    name text NOT NULL,
    home address,
    former address[],
    active boolean NOT NULL DEFAULT true,
    born date,
    points integer NOT NULL DEFAULT 0,
    last_ip inet,
    token uuid,
    shop_id smallint NOT NULL
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE inventory (
    inventory_id integer PRIMARY KEY,
    film_id integer NOT NULL,
    shop_id smallint NOT NULL,
    bought date NOT NULL
);

CREATE TABLE rental (
    rental_id bigint NOT NULL,
    rented_at timestamptz NOT NULL,
    returned_at timestamptz,
    inventory_id integer NOT NULL,
    customer_id bigint NOT NULL,
    note text
) PARTITION BY RANGE (rented_at);
CREATE TABLE rental_2024 PARTITION OF rental FOR VALUES FROM ('2024-01-01 UTC') TO ('2025-01-01 UTC');
CREATE TABLE rental_2025 PARTITION OF rental FOR VALUES FROM ('2025-01-01 UTC') TO ('2026-01-01 UTC')
    PARTITION BY HASH (rental_id);
CREATE TABLE rental_2025_0 PARTITION OF rental_2025 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE rental_2025_1 PARTITION OF rental_2025 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE archive.rental_rest PARTITION OF rental DEFAULT;

CREATE TABLE money.payment (
    payment_id bigint NOT NULL,
    rental_id bigint NOT NULL,
    paid_at timestamp NOT NULL,
    amount positive_amount NOT NULL,
    method char(4) NOT NULL
) PARTITION BY HASH (payment_id);
CREATE TABLE money.payment_0 PARTITION OF money.payment FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE money.payment_1 PARTITION OF money.payment FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE money.payment_2 PARTITION OF money.payment FOR VALUES WITH (MODULUS 3, REMAINDER 2);

-- A parent, a child with a column more, a grandchild.
CREATE TABLE event (event_id integer NOT NULL, at timestamp NOT NULL, what text);
CREATE TABLE visit (shop_id smallint) INHERITS (event);
CREATE TABLE complaint (severity smallint DEFAULT 3, CHECK (severity BETWEEN 1 AND 5)) INHERITS (visit);

CREATE UNLOGGED TABLE basket (basket_id integer PRIMARY KEY, content jsonb);
CREATE TABLE nothing_to_tell ();
CREATE TABLE reservation (
    reservation_id integer PRIMARY KEY,
    inventory_id integer NOT NULL,
    during tstzrange NOT NULL
);
CREATE TABLE poster (film_id integer PRIMARY KEY, picture bytea, thumbnail oid);
CREATE TABLE typed OF address (street WITH OPTIONS NOT NULL);
CREATE TABLE note (note_id integer PRIMARY KEY, body text) USING heap_again;

CREATE TABLE "Odd ""names"""."UPPER \ and
newline" ("Id ""; DROP TABLE x; --" integer PRIMARY KEY, "SELECT" text, "ü·日本語" text);
RESET ROLE;
