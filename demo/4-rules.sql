-- What is laid over the rows: keys, indexes, views, triggers, policies, grants.
\set ON_ERROR_STOP on
SET client_min_messages TO warning;
SET search_path TO shop, extensions, public;
SET timezone TO 'UTC';
SET maintenance_work_mem TO '128MB';
SET ROLE shop_owner;

-- Keys and constraints ------------------------------------------------------------------------
ALTER TABLE rental ADD PRIMARY KEY (rental_id, rented_at);
ALTER TABLE money.payment ADD CONSTRAINT payment_key PRIMARY KEY (payment_id);
ALTER TABLE event ADD PRIMARY KEY (event_id);
ALTER TABLE film ADD CONSTRAINT film_number_once UNIQUE (number) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE film ADD FOREIGN KEY (language_id) REFERENCES language ON UPDATE CASCADE;
ALTER TABLE inventory ADD CONSTRAINT inventory_film FOREIGN KEY (film_id) REFERENCES film ON DELETE CASCADE;
ALTER TABLE rental ADD CONSTRAINT rental_customer FOREIGN KEY (customer_id) REFERENCES customer;
ALTER TABLE rental ADD CONSTRAINT rental_inventory FOREIGN KEY (inventory_id) REFERENCES inventory DEFERRABLE;
ALTER TABLE poster ADD FOREIGN KEY (film_id) REFERENCES film;
ALTER TABLE reservation ADD CONSTRAINT not_twice EXCLUDE USING gist (inventory_id WITH =, during WITH &&);
ALTER TABLE reservation ADD FOREIGN KEY (inventory_id) REFERENCES inventory ON DELETE SET NULL NOT VALID;
ALTER TABLE customer ADD CONSTRAINT grown_up CHECK (born < date '1950-01-02') NOT VALID;
ALTER TABLE customer ADD CONSTRAINT mail_once UNIQUE NULLS NOT DISTINCT (mail) INCLUDE (name);

-- Indexes ------------------------------------------------------------------------------------
CREATE INDEX rental_by_customer ON rental (customer_id, rented_at DESC NULLS LAST);
CREATE INDEX rental_open ON rental (inventory_id) WHERE returned_at IS NULL;
CREATE INDEX payment_by_day ON money.payment USING brin (paid_at);
CREATE INDEX payment_rental ON money.payment (rental_id) INCLUDE (amount);
CREATE UNIQUE INDEX film_title_once ON film (lower(title) text_pattern_ops);
CREATE INDEX film_search_index ON film USING gin (search) WITH (fastupdate = off);
CREATE INDEX film_attributes_index ON film USING gin (attributes jsonb_path_ops);
CREATE INDEX film_shelf_index ON film (shelf);
CREATE INDEX film_title_like ON film USING gin (title gin_trgm_ops);
CREATE INDEX film_years_index ON film USING spgist (years);
CREATE INDEX film_language_hash ON film USING hash (language_id);
CREATE INDEX customer_city ON customer (((home).city) COLLATE german);
CREATE INDEX customer_points ON customer (points) WHERE active AND points > 500;
CREATE INDEX "Odd index" ON "Odd ""names"""."UPPER \ and
newline" ("ü·日本語", "SELECT");
ALTER TABLE customer CLUSTER ON customer_pkey;
ALTER TABLE inventory REPLICA IDENTITY FULL;
ALTER INDEX customer_city ALTER COLUMN 1 SET STATISTICS 200;

-- Statistics, views --------------------------------------------------------------------------
CREATE STATISTICS rental_together (dependencies, ndistinct, mcv) ON inventory_id, customer_id FROM rental_2024;
CREATE STATISTICS film_words_count ON (length(title)), (lower(title)) FROM film;

CREATE VIEW film_list WITH (security_barrier) AS
    SELECT f.film_id, f.title, l.name AS language, f.gross FROM film f JOIN language l USING (language_id);
CREATE VIEW active_customer AS SELECT * FROM customer WHERE active WITH LOCAL CHECK OPTION;
CREATE VIEW customer_names WITH (security_invoker) AS SELECT customer_id, name FROM active_customer;
CREATE RECURSIVE VIEW countdown (n) AS SELECT 5 UNION ALL SELECT n - 1 FROM countdown WHERE n > 0;
-- Named so that the alphabet is the wrong order to fill them.
CREATE MATERIALIZED VIEW z_rentals_by_film AS
    SELECT i.film_id, count(*) AS rentals FROM rental r JOIN inventory i USING (inventory_id) GROUP BY i.film_id;
CREATE UNIQUE INDEX ON z_rentals_by_film (film_id);
CREATE MATERIALIZED VIEW m_rentals_by_rating AS
    SELECT f.rated, sum(z.rentals) AS rentals FROM z_rentals_by_film z JOIN film f USING (film_id) GROUP BY f.rated;
CREATE MATERIALIZED VIEW a_best_rating AS SELECT * FROM m_rentals_by_rating ORDER BY rentals DESC, rated LIMIT 1;
CREATE MATERIALIZED VIEW not_filled AS SELECT count(*) FROM film WITH NO DATA;
COMMENT ON MATERIALIZED VIEW a_best_rating IS 'Depends on a view that depends on a view';

-- Triggers, rules, policies ----------------------------------------------------------------------
CREATE TRIGGER film_changed BEFORE UPDATE ON film FOR EACH ROW
    WHEN (old.title IS DISTINCT FROM new.title) EXECUTE FUNCTION remember_change();
CREATE FUNCTION money.no_gifts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER payment_checked AFTER INSERT ON money.payment_1
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION money.no_gifts();
CREATE TRIGGER rental_checked AFTER INSERT ON rental
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION money.no_gifts();
ALTER TABLE film DISABLE TRIGGER film_changed;
CREATE RULE basket_is_kept AS ON DELETE TO basket WHERE old.basket_id < 100 DO INSTEAD NOTHING;
CREATE RULE film_list_title AS ON UPDATE TO film_list DO INSTEAD
    UPDATE film SET title = new.title WHERE film_id = old.film_id;

ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
ALTER TABLE money.payment ENABLE ROW LEVEL SECURITY;
ALTER TABLE note ENABLE ROW LEVEL SECURITY;
ALTER TABLE note FORCE ROW LEVEL SECURITY;
CREATE POLICY own_shop ON customer TO shop_clerk USING (shop_id = 1) WITH CHECK (shop_id = 1);
CREATE POLICY see_all ON customer FOR SELECT TO shop_manager USING (true);
CREATE POLICY nobody ON note AS RESTRICTIVE USING (false);

-- Grants ----------------------------------------------------------------------------------------
GRANT SELECT, INSERT ON customer, rental TO shop_clerk;
GRANT UPDATE (name, home) ON customer TO shop_clerk;
GRANT SELECT ON ALL TABLES IN SCHEMA money TO shop_manager WITH GRANT OPTION;
REVOKE ALL ON FUNCTION full_price(numeric, numeric) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION full_price(numeric, numeric) TO shop_clerk;
GRANT USAGE ON TYPE rating TO "Reporting ""night"" job";
GRANT USAGE ON SEQUENCE never_called TO shop_clerk;
RESET ROLE;

-- Needs a superuser ---------------------------------------------------------------------------
CREATE SERVER partner FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'partner.invalid', dbname 'partner_shop');
CREATE USER MAPPING FOR shop_owner SERVER partner OPTIONS (user 'guest');
CREATE FOREIGN TABLE shop.partner_film (film_id integer NOT NULL, title text OPTIONS (column_name 'name'))
    SERVER partner OPTIONS (schema_name 'public', table_name 'film');
GRANT USAGE ON FOREIGN SERVER partner TO shop_manager;
CREATE FUNCTION public.watch_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
CREATE EVENT TRIGGER ddl_watched ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE')
    EXECUTE FUNCTION public.watch_ddl();
CREATE EVENT TRIGGER ddl_not_watched ON sql_drop EXECUTE FUNCTION public.watch_ddl();
ALTER EVENT TRIGGER ddl_not_watched DISABLE;
CREATE PUBLICATION films_for_partners FOR TABLE shop.film (film_id, title, price) WHERE (film_id < 4000)
    WITH (publish = 'insert, update');
CREATE PUBLICATION everything_of_money FOR TABLES IN SCHEMA money WITH (publish_via_partition_root);
CREATE SUBSCRIPTION partner_news CONNECTION 'host=partner.invalid dbname=partner' PUBLICATION news
    WITH (connect = false, enabled = false, slot_name = NONE);
GRANT CREATE ON SCHEMA public TO shop_owner;

-- An index that could not be built, as a failed CREATE INDEX CONCURRENTLY leaves it: reported, not moved.
\set ON_ERROR_STOP off
\o /dev/null
CREATE UNIQUE INDEX CONCURRENTLY customer_points_once ON shop.customer (points);
\o
\set ON_ERROR_STOP on
ANALYZE;
