# shellcheck shell=bash
# Everything that a verb needs to change or look at a suite.

for golden_part in say settings ports process lock secrets postgres servers java packages maven build services gateway training; do
  # shellcheck source=/dev/null
  . "$GOLDEN_ROOT/cli/lib/$golden_part.sh"
done
unset golden_part

# Servers that are ours, then what stands on them, in starting order.
private_servers() {
  local server
  for server in "${SERVERS[@]}"; do
    if is_private "$server"; then echo "$server"; fi
  done
}

all_components() {
  private_servers
  echo gateway
  all_instances
  echo agents
}

# start_component NAME: when it runs already with what it should, nothing happens.
start_component() {
  case $1 in
  postgres | redis | nats) is_running "$1" || "start_$1" ;;
  gateway) start_gateway ;;
  agents) start_agents ;;
  *) start_instance "$1" ;;
  esac
}

component_ready() {
  case $1 in
  postgres | redis | nats) server_ready "$1" ;;
  gateway) gateway_ready ;;
  agents) is_running agents ;;
  *) instance_ready "$1" ;;
  esac
}

# wait_ready SECONDS NAME…: until all are; ends early, with status 1 and NOT_READY, when one died or time is up.
wait_ready() {
  local deadline=$((SECONDS + $1)) name waiting of count=0
  shift
  NOT_READY=("$@")
  of=$#
  while ((${#NOT_READY[@]})); do
    waiting=()
    for name in "${NOT_READY[@]}"; do
      if component_ready "$name"; then
        count=$((count + 1))
        if [[ -t 1 ]]; then progress "$count" "$of" "$name"; fi
        continue
      fi
      if ! is_running "$name"; then
        NOT_READY=("$name")
        return 1
      fi
      waiting+=("$name")
    done
    NOT_READY=("${waiting[@]}")
    ((${#NOT_READY[@]})) || return 0
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

# Says what is wrong with NOT_READY and takes it away: half-started is worse than stopped.
report_not_ready() {
  local name
  for name in "${NOT_READY[@]}"; do
    if is_running "$name"; then
      printf '  %s runs but is not ready; the end of %s:\n' "$name" "$LOG_DIR/$name.log" >&2
    else
      printf '  %s died; the end of %s:\n' "$name" "$LOG_DIR/$name.log" >&2
    fi
    last_lines "$LOG_DIR/$name.log"
  done
  SERVICE_PATIENCE=3
  stop_in_order "${NOT_READY[@]}"
}

# Pids that carry this suite's mark and descend from no component that a pid file knows: the file was lost.
stray_pids() {
  local file pid known=' ' name REPLY
  for name in $(recorded_components); do
    if pid_of "$name"; then known+="$REPLY "; fi
  done
  while read -r file; do
    pid=${file#/proc/}
    pid=${pid%/environ}
    grep -qsz '^GOLDEN_COMPONENT=' -- "$file" || continue
    descends_from_known "$pid" || echo "$pid"
  done < <(grep -lszxF -- "GOLDEN_HOME=$GOLDEN_HOME" /proc/[0-9]*/environ 2>/dev/null)
}

descends_from_known() {
  local pid=$1 stat
  while ((pid > 1)); do
    [[ $known != *" $pid "* ]] || return 0
    # Gone meanwhile: no stray either.
    { read -r stat <"/proc/$pid/stat"; } 2>/dev/null || return 0
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    pid=$2
  done
  return 1
}

stop_strays() {
  local pid pids
  pids=$(stray_pids)
  [[ -n $pids ]] || return 0
  for pid in $pids; do kill -s TERM -- "$pid" 2>/dev/null || true; done
  for _ in {1..50}; do
    pids=$(stray_pids)
    [[ -n $pids ]] || return 0
    sleep 0.1
  done
  for pid in $pids; do kill -s KILL -- "$pid" 2>/dev/null || true; done
}

remember_settings() {
  local running
  running=$(remembered GOLDEN_PORT_BASE)
  if [[ -n $running && $running != "$GOLDEN_PORT_BASE" ]] && is_any_running; then
    fail "this suite runs on port $running; ./golden down first, or use another GOLDEN_HOME for a second suite"
  fi
  printf 'GOLDEN_PORT_BASE=%s\nGOLDEN_REPLICAS=%s\n' "$GOLDEN_PORT_BASE" "$GOLDEN_REPLICAS" >"$SETTINGS_FILE"
}

is_any_running() {
  local name
  for name in $(recorded_components); do
    if is_running "$name"; then return 0; fi
  done
  return 1
}
