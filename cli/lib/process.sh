# shellcheck shell=bash
# Daemons with a pid file each: started in a session of their own, recognised beyond doubt, stopped in time.
#
# A pid file holds `pid start-time boot-id`: a number that was given to another process since is never ours.

# What this very command started: stopped again when the command is interrupted or fails.
STARTED=()
ENVIRONMENT=()

pid_file() { echo "$RUN_DIR/$1.pid"; }

# start_time_of PID → REPLY: clock ticks since boot; fails when there is no such process.
start_time_of() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  stat=${stat##*) }
  # shellcheck disable=SC2086
  set -- $stat
  [[ $1 != Z && $1 != X ]] || return 1
  REPLY=${20}
}

boot_id() { read -r REPLY </proc/sys/kernel/random/boot_id; }

# pid_of NAME → REPLY: the pid of a component that runs now; fails when it does not.
pid_of() {
  local pid started boot
  { read -r pid started boot <"$RUN_DIR/$1.pid"; } 2>/dev/null || return 1
  boot_id
  [[ $boot == "$REPLY" ]] || return 1
  start_time_of "$pid" || return 1
  [[ $started == "$REPLY" ]] || return 1
  REPLY=$pid
}

is_running() {
  local REPLY
  pid_of "$1"
}

# launch NAME COMMAND…: in the background, in its own session, output appended to its log, with ENVIRONMENT
# (NAME=value …; not among the arguments, where everybody could read it) in the folder WORK_FOLDER.
# The lock's descriptor is not passed on, or a daemon would hold the lock for ever.
launch() {
  local name=$1 log=$LOG_DIR/$1.log pid
  shift
  rotate_log "$log"
  # An interrupt between the start and the pid file waits until the file is written.
  INTERRUPTED=''
  trap 'INTERRUPTED=yes' INT TERM HUP
  STARTED+=("$name")
  (
    export GOLDEN_COMPONENT=$name
    if ((${#ENVIRONMENT[@]})); then export "${ENVIRONMENT[@]}"; fi
    cd -- "${WORK_FOLDER:-$GOLDEN_HOME}" || exit 1
    exec setsid "$@"
  ) </dev/null >>"$log" 2>&1 9>&- &
  pid=$!
  remember_pid "$name" "$pid"
  disown "$pid" 2>/dev/null || true
  trap_interrupts
  if [[ -n $INTERRUPTED ]]; then interrupted; fi
}

remember_pid() {
  start_time_of "$2" || REPLY=gone
  local started=$REPLY
  boot_id
  printf '%s %s %s\n' "$2" "$started" "$REPLY" >"$RUN_DIR/$1.pid"
}

rotate_log() {
  local size
  size=$(stat -c %s -- "$1" 2>/dev/null) || return 0
  if ((size > 20 * 1024 * 1024)); then mv -f -- "$1" "$1.1"; fi
}

# stop_process NAME SIGNAL SECONDS: asks, waits, and kills what did not listen. The whole session of the
# component is ended with it, so that no child outlives it.
stop_process() {
  local name=$1 signal=$2 patience=$3 pid deadline
  if ! pid_of "$name"; then
    rm -f -- "$RUN_DIR/$name.pid"
    return 0
  fi
  pid=$REPLY
  kill -s "$signal" -- "$pid" 2>/dev/null || true
  deadline=$((SECONDS + patience))
  while pid_of "$name"; do
    if ((SECONDS >= deadline)); then
      warn "$name did not stop within $patience s and was killed"
      kill -s KILL -- "-$pid" 2>/dev/null || kill -s KILL -- "$pid" 2>/dev/null || true
      sleep 0.2
      break
    fi
    sleep 0.05
  done
  kill -s KILL -- "-$pid" 2>/dev/null || true
  rm -f -- "$RUN_DIR/$name.pid"
}

# What finishes requests gets time for it; what never became ready has none to finish.
SERVICE_PATIENCE=15

# How each component is asked to stop, and for how long it may take.
stop_component() {
  case $1 in
  postgres) stop_process "$1" INT 20 ;;
  redis | nats) stop_process "$1" TERM 15 ;;
  gateway) stop_process "$1" TERM 5 ;;
  *) stop_process "$1" TERM "$SERVICE_PATIENCE" ;;
  esac
}

# stop_all NAME…: side by side, and only returns when the last is gone.
stop_all() {
  local name pids=()
  for name in "$@"; do
    stop_component "$name" &
    pids+=($!)
  done
  for name in "${pids[@]}"; do wait "$name" || true; done
}

# In the order in which nobody loses a server that it still needs.
stop_in_order() {
  local name gateway=() services=() servers=()
  for name in "$@"; do
    case $name in
    gateway | agents) gateway+=("$name") ;;
    postgres | redis | nats) servers+=("$name") ;;
    *) services+=("$name") ;;
    esac
  done
  if ((${#gateway[@]})); then stop_all "${gateway[@]}"; fi
  if ((${#services[@]})); then stop_all "${services[@]}"; fi
  if ((${#servers[@]})); then stop_all "${servers[@]}"; fi
}

# Every component that has a pid file, running or not.
recorded_components() {
  local file
  for file in "$RUN_DIR"/*.pid; do
    [[ -e $file ]] || continue
    file=${file##*/}
    echo "${file%.pid}"
  done
}

trap_interrupts() { trap interrupted INT TERM HUP; }

# Ctrl-C, a closed terminal, a kill: what this command started goes, what ran before stays.
interrupted() {
  trap '' INT TERM HUP
  if [[ -t 1 ]]; then printf '\r\e[K'; fi
  printf '%sgolden: interrupted; stopping what this command started%s\n' "$YELLOW" "$PLAIN" >&2
  undo_started
  exit 130
}

undo_started() {
  if [[ -n ${BUILD_PID:-} ]]; then
    kill -s TERM -- "-$BUILD_PID" 2>/dev/null || true
    wait "$BUILD_PID" 2>/dev/null || true
    kill -s KILL -- "-$BUILD_PID" 2>/dev/null || true
  fi
  SERVICE_PATIENCE=3
  if ((${#STARTED[@]})); then stop_in_order "${STARTED[@]}"; fi
  STARTED=()
}
