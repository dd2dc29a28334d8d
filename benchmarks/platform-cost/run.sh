#!/usr/bin/env bash
#
# What the platform costs per request: the same requests against the same server with its rate limits, its request log,
# its metrics and its validation switched off in turn. Prints a Markdown table; docs/performance.md explains the figures.
#
#   benchmarks/platform-cost/run.sh [rounds] [seconds] [warm-up seconds]
#
# Needs wrk, curl and Linux (processor time comes from /proc). Load generator, server and PostgreSQL share this machine.

set -euo pipefail

rounds=${1:-3}
seconds=${2:-15}
warmup=${3:-30}
connections=16
port=18080
base=http://127.0.0.1:$port
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
project=$(cd -- "$here/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/platform-cost.XXXXXX")
results=$work/results.tsv
ticks=$(getconf CLK_TCK)
password=platform-cost-2026
server=

variants=(everything no-limits no-log no-metrics no-validation)

say() { printf '%s\n' "$*" >&2; }

stop() {
  [ -z "$server" ] && return
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}
trap 'stop; rm -rf "$work"' EXIT

# Two of the switches are decided when the server is built: each gets a build of its own, all from the same sources.
build() { # variant, options
  local target=$work/$1
  shift
  (cd "$project" && ./mvnw -B -q package -pl server -Dmaven.test.skip=true -Dspotless.check.skip=true "$@" \
    >"$work/build.log" 2>&1) || { tail -30 "$work/build.log" >&2; exit 1; }
  cp -r "$project/server/target/quarkus-app" "$target"
}

start() { # variant
  local jar=$work/everything limits='1000000000 per minute' log=INFO
  case $1 in
    no-limits) limits=off ;;
    no-log) log=WARN ;;
    no-metrics | no-validation) jar=$work/$1 ;;
  esac
  RATE_LIMIT_DEFAULTS=$limits HTTP_LOG_LEVEL=$log LOG_FORMAT=json AISLE_DEMO_PASSWORD=$password \
    "$java" -jar "$jar/quarkus-run.jar" demo --port "$port" --data "$work/data" >"$work/$1.log" 2>&1 &
  server=$!
  for _ in $(seq 240); do
    curl -fs -o "$work/ready" "$base/readyz" && return
    kill -0 "$server" 2>/dev/null || { tail -20 "$work/$1.log" | cut -c1-300 >&2; exit 1; }
    sleep 0.5
  done
  say "The server did not start."
  exit 1
}

field() { sed -E "s/.*\"$1\": ?\"([^\"]+)\".*/\1/"; }

cpu() { awk '{print $14 + $15}' "/proc/$server/stat"; }

# Prints requests per second, 99th percentile and processor seconds of the server per 1,000 requests.
load() { # seconds, wrk arguments
  local duration=$1 before after
  shift
  before=$(cpu)
  wrk -t1 -c"$connections" -d"${duration}s" --latency "$@" >"$work/wrk"
  after=$(cpu)
  awk -v ticks="$ticks" -v spent=$((after - before)) '
    /99%/ { p99 = $2 } /Requests\/sec/ { rate = $2 } /requests in/ { n = $1 }
    /Non-2xx/ { bad = $NF }
    END {
      if (bad > 0) { print "refused requests: " bad > "/dev/stderr"; exit 1 }
      printf "%.0f\t%s\t%.3f\n", rate, p99, spent / ticks / n * 1000
    }' "$work/wrk"
}

measure() { # variant, seconds, file or nothing
  local variant=$1 duration=$2 out=${3:-/dev/null} store token product
  store=$(curl -fs "$base/api/v1/stores?limit=1" | field id)
  product=$(curl -fs "$base/api/v1/catalog/products?limit=1&in_stock=true&store_id=$store" | field id)
  token=$(curl -fs "$base/api/v1/auth/login" -H 'Content-Type: application/json' \
    -d "{\"email\": \"customer@demo.example\", \"password\": \"$password\"}" | field access_token)
  printf '%s\tstore\t%s\n' "$variant" "$(load "$duration" "$base/api/v1/stores/$store")" >>"$out"
  printf '%s\tme\t%s\n' "$variant" \
    "$(load "$duration" -H "Authorization: Bearer $token" "$base/api/v1/auth/me")" >>"$out"
  curl -fs -o "$work/cart" "$base/api/v1/cart" -X DELETE -H "Authorization: Bearer $token"
  curl -fs -o "$work/cart" "$base/api/v1/cart" -X PATCH -H "Authorization: Bearer $token" \
    -H 'Content-Type: application/json' -d "{\"store_id\": \"$store\"}"
  curl -fs -o "$work/cart" "$base/api/v1/cart/items" -H "Authorization: Bearer $token" \
    -H 'Content-Type: application/json' -d "{\"product_id\": \"$product\", \"quantity\": 1}"
  printf '%s\tpreview\t%s\n' "$variant" \
    "$(TOKEN=$token STORE=$store load "$duration" -s "$here/preview.lua" "$base/api/v1/checkout/preview")" >>"$out"
}

median() { # variant, operation, column
  awk -F'\t' -v v="$1" -v o="$2" -v c="$3" '$1 == v && $2 == o { print $c }' "$results" | sort -g |
    awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'
}

java=${AISLE_JAVA_HOME:-${JAVA_HOME:?set AISLE_JAVA_HOME or JAVA_HOME to a JDK 25}}/bin/java

say "Building the three variants that differ in the build"
build no-metrics -Dquarkus.micrometer.registry-enabled-default=false \
  -Dquarkus.micrometer.export.prometheus.enabled=false
build no-validation -Dquarkus.arc.exclude-types='io.quarkus.hibernate.validator.runtime.interceptor.*,io.quarkus.hibernate.validator.runtime.jaxrs.*'
build everything

for round in $(seq "$rounds"); do
  for variant in "${variants[@]}"; do
    say "Round $round of $rounds: $variant"
    start "$variant"
    measure "$variant" "$warmup"
    measure "$variant" "$seconds" "$results"
    stop
  done
done

cp "$results" "$project/benchmarks/target/platform-cost.tsv" 2>/dev/null || true
echo "| Variant | Operation | requests/s | server CPU ms per request |"
echo "|---|---|---|---|"
for operation in store me preview; do
  for variant in "${variants[@]}"; do
    echo "| $variant | $operation | $(median "$variant" "$operation" 3) | $(median "$variant" "$operation" 5) |"
  done
done
