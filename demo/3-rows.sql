-- The same rows on every run: everything is computed of a series, nothing is random.
\set ON_ERROR_STOP on
SET client_min_messages TO warning;
SET search_path TO shop, extensions, public;
SET timezone TO 'UTC';
SET synchronous_commit TO off;
BEGIN;

INSERT INTO language (name)
SELECT unnest(ARRAY['English', 'Deutsch', 'Français', '日本語', 'Türkçe', 'Ñandú', 'Ärger', 'Zulu']);

INSERT INTO film (film_id, title, description, language_id, rated, price, minutes, codes, shelf,
                  attributes, labels, years, shown, temperature, changed_at)
SELECT n,
       'Film ' || n || ' ' || (ARRAY['River', 'Storm', 'Desert', 'Night', 'Godwit', 'Harbour', 'Snow'])[n % 7 + 1],
       repeat('A tale of ' || md5(n::text) || E'.\n', n % 12),
       (n % 8 + 1) * 10,
       (enum_range(NULL::rating))[n % 6 + 1],
       (n % 900) / 100.0 + 0.99,
       nullif(n % 240, 0),
       CASE WHEN n % 5 = 0 THEN NULL ELSE ARRAY['c' || n % 17, E'tab\there', '"quoted", {braced}', ''] END,
       ('S' || n % 400)::text::shelf_code,
       jsonb_build_object('id', n, 'tags', jsonb_build_array(md5(n::text), n % 3 = 0, NULL), 'text', E'a\\b"c'),
       hstore(ARRAY['medium', (ARRAY['dvd', 'bluray', 'reel'])[n % 3 + 1], 'odd "key"', CASE WHEN n % 2 = 0 THEN 'NULL' END]),
       int4range(1900 + n % 120, NULL),
       datemultirange(daterange(date '2024-01-01' + n % 300, date '2024-01-08' + n % 300),
                      daterange(date '2025-06-01' + n % 100, NULL)),
       float_range((n % 40) / 3.0::float8, (n % 40) / 3.0::float8 + 1e-9),
       timestamptz '2025-01-01' + n * interval '1 minute'
FROM generate_series(1, 8000) n;

INSERT INTO customer (mail, name, home, former, active, born, points, last_ip, token, shop_id)
SELECT 'Customer' || n || '@Example.test',
       (ARRAY['Ana', 'Bo', 'Çelik', 'Dao', 'Елена', '太郎', 'O''Neil', E'Tab\tby', 'back\slash'])[n % 9 + 1] || ' ' || n,
       ROW ('Street ' || n % 500 || ', "rear"', lpad((n % 99999)::text, 5, '0'), NULLIF('City ' || n % 50, 'City 0'))::address,
       CASE WHEN n % 20 = 0 THEN ARRAY[ROW (E'Old\nstreet', NULL, '')::address, NULL] END,
       n % 11 <> 0,
       date '1950-01-01' + n % 20000,
       n % 1000,
       ('10.' || n % 256 || '.' || n / 256 % 256 || '.1')::inet,
       md5('token' || n)::uuid,
       n % 2 + 1
FROM generate_series(1, 40000) n;

INSERT INTO inventory SELECT n, n % 8000 + 1, n % 2 + 1, date '2020-01-01' + n % 1500 FROM generate_series(1, 24000) n;

INSERT INTO rental (rental_id, rented_at, returned_at, inventory_id, customer_id, note)
SELECT n,
       timestamptz '2023-12-01' + n * interval '4 minutes',
       CASE WHEN n % 13 <> 0 THEN timestamptz '2023-12-01' + n * interval '4 minutes' + (n % 90) * interval '1 hour' END,
       n % 24000 + 1,
       n::bigint * 7919 % 40000 + 1,
       CASE n % 50 WHEN 0 THEN '' WHEN 1 THEN '\N' WHEN 2 THEN '\.' WHEN 3 THEN E'two\nlines\r\n' WHEN 4 THEN 'NULL' END
FROM generate_series(1, 400000) n;

INSERT INTO money.payment
SELECT n, n, timestamp '2023-12-02' + n * interval '4 minutes', (n % 1900) / 100.0, (ARRAY['cash', 'card', 'gift'])[n % 3 + 1]
FROM generate_series(1, 320000) n;

INSERT INTO event SELECT n, timestamp '2025-01-01' + n * interval '1 hour', 'opened' FROM generate_series(1, 1500) n;
INSERT INTO visit SELECT n, timestamp '2025-01-01' + n * interval '1 minute', 'visit', n % 2 + 1 FROM generate_series(1501, 12000) n;
INSERT INTO complaint SELECT n, timestamp '2025-06-01', repeat('Why? ', n % 9), 1, n % 5 + 1 FROM generate_series(12001, 12800) n;
INSERT INTO basket SELECT n, jsonb_build_object('films', jsonb_build_array(n, n + 1)) FROM generate_series(1, 3000) n;
INSERT INTO nothing_to_tell SELECT FROM generate_series(1, 17);
INSERT INTO reservation
SELECT n, n % 500 + 1, tstzrange(timestamptz '2026-01-01' + n * interval '1 day', timestamptz '2026-01-01' + n * interval '1 day' + interval '20 hours')
FROM generate_series(1, 6000) n;
INSERT INTO typed SELECT 'Street ' || n, NULL, 'Ort ' || n FROM generate_series(1, 40) n;

-- Values that a careless copy breaks: long ones, empty ones, bytes that look like syntax.
INSERT INTO note VALUES
    (1, NULL), (2, ''), (3, '\N'), (4, '\.'), (5, E'\\.\n\\.'), (6, E'tab\tcr\rlf\nbs\bff\fvt\x0B'),
    (7, 'ünï ∑ 日本語 🐦 ' || chr(1) || chr(127)), (8, repeat('godwit ', 700000)), (9, '{"a":[1,"\u0041"]}');
INSERT INTO "Odd ""names"""."UPPER \ and
newline" SELECT n, 'value ' || n, E'\\' || n FROM generate_series(1, 300) n;

INSERT INTO poster
SELECT n,
       decode(repeat(md5(n::text), 40 + n % 200), 'hex') || '\x00ff5c0a'::bytea,
       lo_from_bytea(500000 + n, decode(repeat(md5('thumb' || n), 30), 'hex'))
FROM generate_series(1, 60) n;
\o /dev/null
SELECT lo_from_bytea(500100, decode(repeat('00ff10', 400000), 'hex'));
SELECT lo_from_bytea(500101, '');
ALTER LARGE OBJECT 500100 OWNER TO shop_owner;
GRANT SELECT ON LARGE OBJECT 500100 TO shop_clerk;
GRANT SELECT, UPDATE ON LARGE OBJECT 500101 TO "Reporting ""night"" job";
COMMENT ON LARGE OBJECT 500100 IS 'The shop''s sign';

SELECT nextval('counts_down') FROM generate_series(1, 5);
SELECT setval('film_number', 1000 + 7 * 90000, false);
\o
COMMIT;
