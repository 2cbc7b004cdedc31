# shellcheck shell=bash
# Asking local ports without starting a process for each look: a hundred looks must not slow what is starting.

# open_port PORT: connects descriptor 8.
open_port() { { exec 8<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; }

port_taken() {
  open_port "$1" || return 1
  exec 8>&-
}

# http_ok PORT PATH: answered with 200 within a second?
http_ok() {
  local line=''
  open_port "$1" || return 1
  printf 'GET %s HTTP/1.0\r\n\r\n' "$2" >&8 2>/dev/null || true
  read -r -t 1 line <&8 || true
  exec 8>&-
  [[ $line == HTTP/1.?\ 200* ]]
}

# ports_of COMPONENT
ports_of() {
  local service
  case $1 in
  postgres) echo "$POSTGRES_PORT" ;;
  redis) echo "$REDIS_PORT" ;;
  nats) echo "$NATS_PORT $NATS_MONITOR_PORT" ;;
  agents) ;;
  gateway)
    echo "$GATEWAY_PORT $GATEWAY_READY_PORT"
    ((GOLDEN_REPLICAS > 1)) || return 0
    for service in "${SERVICES[@]}"; do internal_port "$service"; done
    ;;
  *)
    service=$(service_of "$1")
    echo "$(service_port "$service" "$(replica_of "$1")") $(management_port "$service" "$(replica_of "$1")")"
    ;;
  esac
}

# check_ports COMPONENT…: says who sits on a port before anything is started, not after it died of it.
check_ports() {
  local name port
  for name in "$@"; do
    ! is_running "$name" || continue
    for port in $(ports_of "$name"); do
      if port_taken "$port"; then
        fail "port $port, which $name needs, is taken$(holder_of "$port"). Stop that, or move the whole suite: GOLDEN_PORT_BASE=18000 ./golden up"
      fi
    done
  done
}

holder_of() {
  local holder
  holder=$(ss -Hltnp "sport = :$1" 2>/dev/null | sed -n 's/.*users:(("\([^"]*\)",pid=\([0-9]*\).*/\1, pid \2/p' | head -n 1) || true
  if [[ -n $holder ]]; then printf ' by %s' "$holder"; fi
}

# A base all of whose ports are free; the suite needs about 1,200 above it.
choose_ports() {
  local attempt
  for attempt in {1..50}; do
    GOLDEN_PORT_BASE=$((10000 + 100 * (RANDOM % 200)))
    if ! ss -Hltn | awk '{ sub(/.*:/, "", $4); print $4 }' |
      awk -v base="$GOLDEN_PORT_BASE" '$1 >= base && $1 <= base + 1200 { found = 1 } END { exit !found }'; then
      export GOLDEN_PORT_BASE
      return
    fi
  done
  fail "found no free ports after $attempt attempts"
}
