-- Roles and the database itself. Run as superuser, connected to any database.
\set ON_ERROR_STOP on

CREATE ROLE shop_owner NOLOGIN;
CREATE ROLE shop_clerk NOLOGIN;
CREATE ROLE shop_manager NOLOGIN IN ROLE shop_clerk;
CREATE ROLE "Reporting ""night"" job" NOLOGIN;
COMMENT ON ROLE shop_manager IS 'May see every shop''s money';

CREATE DATABASE rental_shop
    OWNER shop_owner ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0 CONNECTION LIMIT 60;
COMMENT ON DATABASE rental_shop IS 'A film rental shop; made up from front to back';
ALTER DATABASE rental_shop SET search_path TO shop, public;
ALTER DATABASE rental_shop SET statement_timeout TO '1h';
ALTER DATABASE rental_shop SET "shop.currency" TO 'EUR';
ALTER ROLE shop_clerk IN DATABASE rental_shop SET work_mem TO '16MB';
REVOKE CONNECT, TEMPORARY ON DATABASE rental_shop FROM PUBLIC;
GRANT CONNECT ON DATABASE rental_shop TO shop_clerk, "Reporting ""night"" job";
