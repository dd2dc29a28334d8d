#!/usr/bin/env bash
#
# How long a shopper waits in a big catalog: the reads of the catalog at one client, with 10,000 and with 1,000,000
# products. Prints a Markdown table with the medians, the 99th percentiles and the ratio of these.
#
#   benchmarks/catalog/run.sh [requests per kind] [seconds of warming up] [products ...]
#
# Needs psql, curl and a JDK 25; uses the built-in PostgreSQL. The filled data folders are kept in CATALOG_DATA (default: a
# folder that is removed at the end) and used again. Load generator, server and PostgreSQL share this machine.

set -euo pipefail

requests=${1:-2000}
warmup=${2:-30}
shift $(($# < 2 ? $# : 2))
sizes=("${@:-10000}")
[ $# -gt 0 ] || sizes=(10000 1000000)
port=${CATALOG_PORT:-18090}
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
project=$(cd -- "$here/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/catalog.XXXXXX")
data=${CATALOG_DATA:-$work/data}
java=${AISLE_JAVA_HOME:-${JAVA_HOME:?set AISLE_JAVA_HOME or JAVA_HOME to a JDK 25}}/bin/java
app=$project/server/target/quarkus-app
server=

say() { printf '%s\n' "$*" >&2; }

stop() {
  [ -z "$server" ] && return
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}
trap 'stop; rm -rf "$work"' EXIT

start() { # folder
  mkdir -p "$1"
  APP_ENV=development RATE_LIMIT_DEFAULTS=off LOG_FORMAT=json "$java" -jar "$app/quarkus-run.jar" serve --port "$port" \
    --data "$1" >"$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 240); do
    curl -fs -o "$work/ready" "http://127.0.0.1:$port/readyz" && return
    kill -0 "$server" 2>/dev/null || { tail -20 "$work/server.log" | cut -c1-300 >&2; exit 1; }
    sleep 0.5
  done
  say "The server did not start."
  exit 1
}

property() { sed -n "s/^$2=//p" "$1/database.properties" | sed 's/\\\(.\)/\1/g'; }

fill() { # folder, products
  [ -e "$1/filled" ] && return
  say "Making $2 products"
  local begin=$SECONDS
  "$java" "$here/CatalogData.java" "$2" | PGPASSWORD=$(property "$1" password) \
    psql -q -h 127.0.0.1 -p "$(property "$1" port)" -U aisle aisle
  say "They took $((SECONDS - begin)) s"
  touch "$1/filled"
}

[ -e "$app/quarkus-run.jar" ] || (cd "$project" && ./mvnw -B -q package -pl server -Dmaven.test.skip=true)

for size in "${sizes[@]}"; do
  start "$data/$size"
  fill "$data/$size" "$size"
  say "Measuring with $size products"
  "$java" "$here/Reads.java" "http://127.0.0.1:$port" "$requests" "$warmup" | sed "s/^/$size\t/" >>"$work/results.tsv"
  stop
done

awk -F'\t' -v sizes="${sizes[*]}" '
  !($2 in seen) { seen[$2] = 1; kinds[++n] = $2 }
  { median[$1, $2] = $3; slow[$1, $2] = $4 }
  END {
    last = split(sizes, size, " ")
    head = "| Read, ms |"; line = "|---|"
    for (s = 1; s <= last; s++) { head = head " median, " size[s] " | p99, " size[s] " |"; line = line "---|---|" }
    if (last > 1) { head = head " p99 to p99 |"; line = line "---|" }
    print head; print line
    for (k = 1; k <= n; k++) {
      row = "| " kinds[k] " |"
      for (s = 1; s <= last; s++) row = row " " median[size[s], kinds[k]] " | " slow[size[s], kinds[k]] " |"
      if (last > 1) row = row sprintf(" %.1f |", slow[size[last], kinds[k]] / slow[size[1], kinds[k]])
      print row
    }
  }' "$work/results.tsv"
