#!/bin/sh
#
# Run once by the image of PostgreSQL when its volume is new: the extensions that the server's first migration needs, what
# statements cost, and a role for the exporter that sees numbers and no rows.

set -eu

psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 --quiet <<'SQL'
CREATE SCHEMA IF NOT EXISTS aisle;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA aisle;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA aisle;
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA aisle;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public;
CREATE ROLE aisle_exporter LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 3;
GRANT pg_monitor TO aisle_exporter;
SQL

if [ -n "${EXPORTER_PASSWORD-}" ]; then
  # The password comes on standard input: arguments can be read by everybody on the machine.
  psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 --quiet <<'SQL'
\set password `printf '%s' "$EXPORTER_PASSWORD"`
ALTER ROLE aisle_exporter PASSWORD :'password';
SQL
fi
