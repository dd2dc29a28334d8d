#!/usr/bin/env bash
#
# What the platform costs per request: the same requests against servers that differ in one thing, their rate limits,
# their request log, their metrics or their validation. All of them run at once and take turns of a few seconds, so that
# whatever else happens on the machine meets all alike; the figure is the median over the turns. Prints a Markdown table;
# docs/performance.md explains the figures.
#
#   benchmarks/platform-cost/run.sh [turns] [seconds of a turn] [requests of a warm-up]
#
# What the log costs, as JSON, as text and not at all, and what it costs to make a span of each request and statement:
#
#   VARIANTS="everything text-log no-log traces" benchmarks/platform-cost/run.sh
#
# Needs wrk, curl, Linux (processor time comes from /proc) and 4 GB of memory. Load generator, servers and their databases
# share this machine. Each variant answers the same number of requests before the first turn, or more: a Java program
# becomes quicker for some ten thousand requests.

set -Eeuo pipefail

turns=${1:-15}
seconds=${2:-3}
warmup=${3:-20000}
connections=16
first_port=18080
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
project=$(cd -- "$here/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/platform-cost.XXXXXX")
results=$work/results.tsv
ticks=$(getconf CLK_TCK)
password=platform-cost-2026

read -ra variants <<<"${VARIANTS:-everything no-limits no-log no-metrics no-validation}"
operations=(store me preview)
declare -A port server token store

say() { printf '%s\n' "$*" >&2; }

stop_all() {
  kill "${server[@]}" 2>/dev/null || true
  wait
  rm -rf "$work"
}
trap stop_all EXIT
trap 'say "Failed in line $LINENO: $BASH_COMMAND"' ERR

# Two of the switches are decided when the server is built: each gets a build of its own, all from the same sources.
build() { # variant, options
  local target=$work/$1
  shift
  (cd "$project" && ./mvnw -B -q package -pl server -Dmaven.test.skip=true -Dspotless.check.skip=true "$@" \
    >"$work/build.log" 2>&1) || { tail -30 "$work/build.log" >&2; exit 1; }
  cp -r "$project/server/target/quarkus-app" "$target"
}

start() { # variant
  local jar=$work/everything limits='100000000 per minute' log=INFO format=json collector=
  case $1 in
    no-limits) limits=off ;;
    no-log) log=WARN ;;
    text-log) format=text ;;
    traces) collector=http://127.0.0.1:9 ;; # nobody takes them there, as when a collector is away
    no-metrics | no-validation) jar=$work/$1 ;;
  esac
  RATE_LIMIT_DEFAULTS=$limits HTTP_LOG_LEVEL=$log LOG_FORMAT=$format \
    OTEL_EXPORTER_OTLP_ENDPOINT=$collector AISLE_DEMO_PASSWORD=$password \
    "$java" -jar "$jar/quarkus-run.jar" demo --port "${port[$1]}" --data "$work/data-$1" >"$work/$1.log" 2>&1 &
  server[$1]=$!
  for _ in $(seq 240); do
    grep -q 'Aisle is open' "$work/$1.log" && return # its products are loaded
    kill -0 "${server[$1]}" 2>/dev/null || { tail -20 "$work/$1.log" | cut -c1-300 >&2; exit 1; }
    sleep 0.5
  done
  say "The server did not start."
  exit 1
}

# The first member of that name.
field() { grep -oE "\"$1\": ?\"[^\"]+\"" | head -1 | cut -d'"' -f4; }

api() { # variant, path, curl arguments
  local address="http://127.0.0.1:${port[$1]}/api/v1$2"
  shift 2
  curl -fs -H 'Content-Type: application/json' "$@" "$address"
}

# A customer with one thing in the cart.
sign_in() { # variant
  local product bearer
  store[$1]=$(api "$1" '/stores?limit=1' | field id)
  product=$(api "$1" "/catalog/products?limit=1&in_stock=true&store_id=${store[$1]}" | field id)
  token[$1]=$(api "$1" /auth/login -d "{\"email\": \"customer@demo.example\", \"password\": \"$password\"}" |
    field access_token)
  bearer="Authorization: Bearer ${token[$1]}"
  api "$1" /cart -o "$work/cart" -X PATCH -H "$bearer" -d "{\"store_id\": \"${store[$1]}\"}"
  api "$1" /cart/items -o "$work/cart" -H "$bearer" -d "{\"product_id\": \"$product\", \"quantity\": 1}"
}

# Leaves what wrk says in a file.
load() { # variant, operation, seconds
  local address="http://127.0.0.1:${port[$1]}/api/v1" arguments
  case $2 in
    store) arguments=("$address/stores/${store[$1]}") ;;
    me) arguments=(-H "Authorization: Bearer ${token[$1]}" "$address/auth/me") ;;
    preview) arguments=(-s "$here/preview.lua" "$address/checkout/preview") ;;
  esac
  TOKEN=${token[$1]} STORE=${store[$1]} wrk -t1 -c"$connections" -d"${3}s" "${arguments[@]}" >"$work/wrk"
  if grep Non-2xx "$work/wrk" >&2; then exit 1; fi
}

answered() { awk '/requests in/ { print $1 }' "$work/wrk"; }

cpu() { awk '{ print $14 + $15 }' "/proc/${server[$1]}/stat"; }

# Adds variant, operation, requests per second and the server's processor milliseconds per request.
measure() { # variant, operation
  local before
  before=$(cpu "$1")
  load "$1" "$2" "$seconds"
  awk -v variant="$1" -v operation="$2" -v n="$(answered)" -v s="$seconds" -v spent=$(($(cpu "$1") - before)) \
    -v ticks="$ticks" 'BEGIN { printf "%s\t%s\t%.0f\t%.3f\n", variant, operation, n / s, spent / ticks / n * 1000 }' \
    >>"$results"
}

median() { # variant, operation, column
  awk -F'\t' -v v="$1" -v o="$2" -v c="$3" '$1 == v && $2 == o { print $c }' "$results" | sort -g |
    awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'
}

java=${AISLE_JAVA_HOME:-${JAVA_HOME:?set AISLE_JAVA_HOME or JAVA_HOME to a JDK 25}}/bin/java

say "Building the variants that differ in the build"
wanted() { [[ " ${variants[*]} " == *" $1 "* ]]; }
wanted no-metrics && build no-metrics -Dquarkus.micrometer.registry-enabled-default=false \
  -Dquarkus.micrometer.export.prometheus.enabled=false
wanted no-validation && build no-validation -Dquarkus.arc.exclude-types='io.quarkus.hibernate.validator.runtime.interceptor.*,io.quarkus.hibernate.validator.runtime.jaxrs.*'
build everything

for variant in "${variants[@]}"; do
  port[$variant]=$first_port
  first_port=$((first_port + 1))
  start "$variant"
  sign_in "$variant"
  for operation in "${operations[@]}"; do
    say "Warming up $variant: $operation"
    done=0
    while [ "$done" -lt "$warmup" ]; do
      load "$variant" "$operation" 5
      done=$((done + $(answered)))
    done
  done
done

for turn in $(seq "$turns"); do
  say "Turn $turn of $turns"
  for operation in "${operations[@]}"; do
    for variant in "${variants[@]}"; do
      measure "$variant" "$operation"
    done
  done
done

mkdir -p "$project/benchmarks/target"
cp "$results" "$project/benchmarks/target/platform-cost.tsv"
echo "| Operation | Variant | requests/s | server CPU ms per request |"
echo "|---|---|---|---|"
for operation in "${operations[@]}"; do
  for variant in "${variants[@]}"; do
    echo "| $operation | $variant | $(median "$variant" "$operation" 3) | $(median "$variant" "$operation" 4) |"
  done
done
