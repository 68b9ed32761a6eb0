-- Prints the queries that make a line for everything that holds rows: name, how many, a checksum
-- of every row's text that does not depend on their order. Run on the source; its output is run on
-- both sides.
SELECT 'SET extra_float_digits = 3; SET DateStyle = ISO; SET TimeZone = UTC; SET row_security = off;';

SELECT format(
    'SELECT %L, count(*), coalesce(sum(hashtextextended((x.*)::text, 0)::numeric), 0) FROM ONLY %I.%I x;',
    n.nspname || '.' || c.relname, n.nspname, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND c.relispopulated
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
ORDER BY n.nspname, c.relname;

SELECT format('SELECT %L, last_value, is_called FROM %I.%I;', n.nspname || '.' || c.relname, n.nspname, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'S'
ORDER BY n.nspname, c.relname;

SELECT format(
    'SELECT ''large object'', %s, length(lo_get(%s)), md5(lo_get(%s)), lomowner::regrole, lomacl::text FROM pg_largeobject_metadata WHERE oid = %s;',
    oid, oid, oid, oid)
FROM pg_largeobject_metadata
ORDER BY oid;
