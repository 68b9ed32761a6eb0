-- One transaction of an application, over and over. What it was promised is printed only after the
-- commit was answered, and only if everything before it was done.
\unset done
BEGIN;
INSERT INTO shop.promise (writer) VALUES (pg_backend_pid()) RETURNING number AS promised \gset
UPDATE shop.customer SET points = points + 1, last_ip = '10.0.0.1'
 WHERE customer_id = 1 + floor(random() * 2000) AND born < '1950-01-02';
UPDATE shop.film SET price = 1 + round((random() * 9)::numeric, 2), minutes = 60 + floor(random() * 90)
 WHERE film_id = 1 + floor(random() * 900);
INSERT INTO shop.event VALUES (1000000 + :promised, clock_timestamp(), 'écrit "pendant" \ la migration');
UPDATE shop.event SET what = NULL, event_id = -event_id WHERE event_id = 1000000 + :promised - 7;
DELETE FROM shop.event WHERE event_id = -(1000000 + :promised - 20);
SAVEPOINT s;
DELETE FROM shop.note;
ROLLBACK TO s;
SELECT 1 AS done \gset
COMMIT;
\if :ERROR
    \quit
\endif
\if :{?done}
    \echo :promised
\endif
SELECT pg_sleep(0.004) AS slept \gset
