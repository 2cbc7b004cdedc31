# shellcheck shell=bash
# What every measurement in cli/bench.d uses. A measurement is a script of its own:
#
#   . "$GOLDEN_ROOT/cli/lib/bench.sh"
#   bench_suite auth-service                # a suite of its own with these services; ends with the script
#   bench_login admin admin123              # → TOKEN
#   bench_wrk quiet URL -c 8 -s FILE.lua    # → RATE P50 P99 (µs) OK FAILED; again under the same name: one more round
#   bench_row 'verified' "$(median quiet rate)" 'requests/s' 'bare JSON' "$(median bare rate)" '>= 0.7'

: "${BENCH_RESULTS:?is set by ./golden bench}"
BENCH_SECONDS=${GOLDEN_BENCH_SECONDS:-6}
BENCH_ROUNDS=${GOLDEN_BENCH_ROUNDS:-3}

unset DATABASE_URL REDIS_URL NATS_URL GOLDEN_URL
GOLDEN_HOME=$(mktemp -d /tmp/golden-bench.XXXXXX)
GOLDEN_REPLICAS=1
# Full speed, and the heap that a pod of 512 MiB has room for; the caches that `up` trained are read with these flags too.
# A measurement that watches a smaller heap sets BENCH_HEAP before.
GOLDEN_JVM_FLAGS="-XX:TieredStopAtLevel=4 -XX:ReservedCodeCacheSize=128m ${BENCH_HEAP--Xms256m -Xmx256m -Xmn160m} ${GOLDEN_JVM_FLAGS:-}"
export GOLDEN_HOME GOLDEN_REPLICAS GOLDEN_JVM_FLAGS
unset GOLDEN_PORT_BASE
# shellcheck source=cli/lib/suite.sh
. "$GOLDEN_ROOT/cli/lib/suite.sh"
# shellcheck source=cli/lib/api.sh
. "$GOLDEN_ROOT/cli/lib/api.sh"

export BENCH_LUA=$GOLDEN_ROOT/cli/lib/bench.lua
BENCH_WORK=$GOLDEN_HOME/bench
BENCH_CHILDREN=()
declare -A BENCH_ROUNDS_OF=()

# bench_undo: everything that the measurement started is gone afterwards, whatever happened.
bench_undo() {
  local pid
  trap - EXIT
  trap '' INT TERM HUP
  for pid in "${BENCH_CHILDREN[@]}"; do kill -s TERM -- "$pid" 2>/dev/null || true; done
  undo_started
  "$GOLDEN_ROOT/golden" down >/dev/null 2>&1 || true
  if [[ -z ${BENCH_DONE:-} && -d $LOG_DIR ]]; then
    mkdir -p -- "$GOLDEN_ROOT/target/golden-bench"
    cp -r -- "$LOG_DIR/." "$GOLDEN_ROOT/target/golden-bench/" 2>/dev/null || true
    warn "the logs are in target/golden-bench"
  fi
  rm -rf -- "$GOLDEN_HOME"
}
trap bench_undo EXIT

# bench_suite SERVICE…: PostgreSQL, Redis, NATS, these services and no others, healthy; `gateway` among them starts the
# gateway too. What a measurement needs different from everybody (RATE_LIMIT_ADMIN=0 …) it exports before.
bench_suite() {
  local name servers=() instances=()
  awk '{ print $1, $2, $3 }' /proc/loadavg >"$BENCH_RESULTS.load"
  phase_begins 'building and starting what is measured'
  APPS=()
  for name in "$@"; do
    [[ $name != gateway ]] || continue
    APPS+=("$name")
    instances+=("$name-1")
  done
  trap_interrupts
  require_java
  prepare_home
  mkdir -p -- "$BENCH_WORK"
  ensure_packages "${NEEDS[@]}" "${BENCH_NEEDS[@]}"
  choose_ports
  # The ports hang on what was just chosen.
  # shellcheck source=cli/lib/settings.sh
  . "$GOLDEN_ROOT/cli/lib/settings.sh"
  ensure_secrets
  find_postgres_bin || fail 'PostgreSQL is not installed'
  ensure_built >"$LOG_DIR/bench.log"
  remember_settings
  PEER_URLS=$(peer_urls)
  mapfile -t servers < <(private_servers)
  for name in "${servers[@]}"; do start_component "$name"; done
  bench_wait 60 "${servers[@]}"
  bootstrap_database || fail 'the database could not be prepared'
  train_services "${APPS[@]}" >>"$LOG_DIR/bench.log"
  phase_begins 'building and starting what is measured'
  for name in "${instances[@]}"; do start_component "$name"; done
  if [[ " $* " == *' gateway '* ]]; then start_component gateway; fi
  bench_wait 60 "${instances[@]}"
  phase_ends "up: $*"
}

bench_wait() {
  wait_ready "$@" || {
    report_not_ready
    fail "not ready: ${NOT_READY[*]}"
  }
}

# bench_url SERVICE: past the gateway.
bench_url() { echo "http://127.0.0.1:$(service_port "$1" 1)"; }

# bench_pid COMPONENT → REPLY
bench_pid() { pid_of "$1" || fail "$1 does not run (any more)"; }

# bench_login USER PASSWORD → TOKEN
bench_login() {
  TOKEN=$(curl -sS --fail-with-body --max-time 20 -H 'Content-Type: application/json' \
    -d "$(jq -nc --arg u "$1" --arg p "$2" '{username: $u, password: $p}')" "$(bench_url auth-service)/api/v1/auth/login" |
    jq -er .token) || fail "cannot log in as $1"
}

# bench_agent_token → TOKEN of an agent's account: held to no rate limit
bench_agent_token() {
  local credentials
  credentials=$(jq -c '.[0]' "$AGENT_CREDENTIALS_FILE")
  TOKEN=$(curl -sS --fail-with-body --max-time 20 -H 'Content-Type: application/json' \
    -d "$(jq -c '{grant_type: "client_credentials", client_id: .name, client_secret}' <<<"$credentials")" \
    "$(bench_url auth-service)/api/v1/auth/token" | jq -er '.access_token // .token') || fail 'cannot get a token for an agent'
}

# bench_wrk NAME URL OPTION…: one round of BENCH_SECONDS (or -d) → RATE P50 P99 OK FAILED, kept under NAME.
# One thread and 8 connections unless options say otherwise. A script ends with dofile(os.getenv("BENCH_LUA")).
bench_wrk() {
  local name=$1 url=$2 line
  shift 2
  [[ " $* " == *' -s '* ]] || set -- "$@" -s "$BENCH_LUA"
  line=$(wrk -t1 -c8 -d"${BENCH_SECONDS}s" --timeout 30s "$@" "$url" | sed -n 's/^BENCH //p')
  [[ -n $line ]] || fail "wrk told nothing about $name"
  read -r RATE P50 P99 OK FAILED <<<"$line"
  bench_keep "$name" "$RATE" "$P50" "$P99" "$OK" "$FAILED"
}

# bench_keep NAME RATE P50 P99 [OK FAILED]: a round that was not measured by wrk.
bench_keep() {
  local name=$1
  shift
  echo "$*" >>"$BENCH_WORK/$name.rounds"
}

# median NAME rate|p50|p99|ok|failed: over the rounds kept under that name.
median() {
  local -A column=([rate]=1 [p50]=2 [p99]=3 [ok]=4 [failed]=5)
  awk -v column="${column[$2]}" '{ print $column }' "$BENCH_WORK/$1.rounds" | sort -g | awk '{ value[NR] = $1 }
    END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

# bench_background COMMAND…: ends with the measurement at the latest → REPLY, its pid
bench_background() {
  "$@" &
  REPLY=$!
  BENCH_CHILDREN+=("$REPLY")
}

# cpu_ticks PID → REPLY: what the process and the children it waited for used, in clock ticks (100 a second)
cpu_ticks() {
  local stat
  read -r stat <"/proc/$1/stat"
  stat=${stat##*) }
  # shellcheck disable=SC2086
  set -- $stat
  REPLY=$((${12} + ${13} + ${14} + ${15}))
}

# resident_mb PID
resident_mb() { awk '/^VmRSS:/ { printf "%d\n", $2 / 1024 }' "/proc/$1/status"; }

# calculate EXPRESSION: with decimals
calculate() { awk "BEGIN { printf \"%.${2:-3}g\", $1 }"; }

# bench_row NAME VALUE UNIT [REFERENCE ITS_VALUE [TARGET]]: TARGET is of the ratio, `>= 0.7` or `<= 2`; without a
# reference it is of the value. Without TARGET the line only informs.
bench_row() {
  local name=$1 value=$2 unit=$3 reference=${4:-} base=${5:-} target=${6:-} ratio='' judged verdict=-
  judged=$value
  if [[ -n $base ]]; then
    judged=$(awk -v a="$value" -v b="$base" 'BEGIN { printf "%.6f", (b > 0 ? a / b : 0) }')
    ratio=$(printf '%.2f' "$judged")
    # 0.698 is not 0.7.
    if [[ -n $target ]] && awk "BEGIN { exit ($judged $target) == ($ratio $target) }"; then ratio=$(printf '%.3f' "$judged"); fi
  fi
  if [[ -n $target ]]; then
    verdict=missed
    if awk "BEGIN { exit !($judged $target) }"; then verdict=met; fi
  fi
  printf '%s|%s|%s|%s|%s|%s|%s|%s\n' "$name" "$(rounded "$value")" "$unit" "$reference" "${base:+$(rounded "$base")}" \
    "$ratio" "$(sed 's/>=/≥/; s/<=/≤/' <<<"$target")" "$verdict" >>"$BENCH_RESULTS"
}

rounded() { awk -v v="$1" 'BEGIN { printf (v >= 100 ? "%.0f" : (v >= 10 ? "%.1f" : "%.2f")), v }'; }

milliseconds() { awk -v v="$1" 'BEGIN { printf "%.3f", v / 1000 }'; }

# The last line of a measurement: everything went to its end.
bench_done() { BENCH_DONE=yes; }
