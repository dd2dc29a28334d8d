#!/usr/bin/env bash
#
# How long a large product file takes to come in, in how much memory, and how long a shopper waits meanwhile.
#
#   benchmarks/imports/run.sh [products] [heap]
#
# Needs curl and a JDK 25; uses the built-in PostgreSQL with a new data folder. Load generator, server and PostgreSQL share
# this machine.

set -euo pipefail

products=${1:-1000000}
heap=${2:-512m}
port=${IMPORT_PORT:-18091}
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
project=$(cd -- "$here/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/imports.XXXXXX")
java=${AISLE_JAVA_HOME:-${JAVA_HOME:?set AISLE_JAVA_HOME or JAVA_HOME to a JDK 25}}/bin/java
app=$project/server/target/quarkus-app/quarkus-run.jar
server=

trap '[ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; } || true; rm -rf "$work"' EXIT

[ -e "$app" ] || (cd "$project" && ./mvnw -B -q package -pl server -Dmaven.test.skip=true)

export APP_ENV=development RATE_LIMIT_DEFAULTS=off AISLE_ADMIN_PASSWORD=the-files-of-a-big-shop
"$java" "$here/ProductFile.java" "$products" | gzip -1 >"$work/products.csv.gz"
"$java" -jar "$app" create-admin --email admin@example.com --full-name Admin --data "$work/data" >"$work/admin.log"
"$java" "-Xmx$heap" "-Xlog:gc:file=$work/gc.log" -jar "$app" serve --port "$port" --data "$work/data" >"$work/server.log" 2>&1 &
server=$!
for _ in $(seq 240); do
  curl -fs -o "$work/ready" "http://127.0.0.1:$port/readyz" && break
  kill -0 "$server" || { tail -20 "$work/server.log" | cut -c1-300 >&2; exit 1; }
  sleep 0.5
done

"$java" "$here/ImportAndRead.java" "http://127.0.0.1:$port" admin@example.com "$AISLE_ADMIN_PASSWORD" "$work/products.csv.gz"

# What is left after each collection, the most of it; and the process as the system sees it.
sed -n 's/.*->\([0-9]*\)M(.*/\1/p' "$work/gc.log" | sort -n | tail -1 | sed 's/.*/Heap in use after a collection: at most & MB/'
sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/Resident memory of the server: at most \1 kB/p' "/proc/$server/status"
