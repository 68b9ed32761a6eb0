-- One transaction of an application, over and over. What it was promised is printed only after the
-- commit was answered.
\unset promised
BEGIN;
UPDATE shop.customer SET points = points + 1, last_ip = '10.0.0.1'
 WHERE customer_id = 1 + floor(random() * 2000) AND born < '1950-01-02';
UPDATE shop.film SET price = 1 + round((random() * 9)::numeric, 2), labels = hstore('seen', random()::text)
 WHERE film_id = 1 + floor(random() * 2000);
INSERT INTO shop.event VALUES (floor(random() * 1000), clock_timestamp(), 'écrit "pendant" \ la migration');
UPDATE shop.event SET what = NULL
 WHERE ctid = (SELECT ctid FROM ONLY shop.event ORDER BY at DESC OFFSET floor(random() * 5) LIMIT 1);
SAVEPOINT s;
DELETE FROM shop.inventory;
ROLLBACK TO s;
INSERT INTO shop.promise (writer) VALUES (pg_backend_pid()) RETURNING number AS promised \gset
COMMIT;
\if :ERROR
    \quit
\endif
\if :{?promised}
    \echo :promised
\endif
SELECT pg_sleep(0.004) AS slept \gset
