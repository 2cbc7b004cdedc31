# shellcheck shell=bash
# Where everything is and which port it has: one place that every verb reads.

# Debian keeps haproxy and nats-server where an ordinary user's PATH does not look.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

if [[ -z ${GOLDEN_HOME:-} ]]; then
  if ((EUID == 0)); then
    GOLDEN_HOME=/var/lib/golden
  else
    GOLDEN_HOME=${XDG_DATA_HOME:-$HOME/.local/share}/golden
  fi
fi
[[ $GOLDEN_HOME == /* ]] || GOLDEN_HOME=$PWD/$GOLDEN_HOME
GOLDEN_HOME=${GOLDEN_HOME%/}
export GOLDEN_HOME

RUN_DIR=$GOLDEN_HOME/run
LOG_DIR=$GOLDEN_HOME/logs
APP_DIR=$GOLDEN_HOME/apps
SECRETS_DIR=$GOLDEN_HOME/secrets
SETTINGS_FILE=$GOLDEN_HOME/settings

# A running suite remembers its ports and replicas, so that `down` and `status` need no variables.
remembered() {
  [[ -r $SETTINGS_FILE ]] || return 0
  sed -n "s/^$1=//p" "$SETTINGS_FILE"
}

# Only `up` decides them anew; every other verb looks at the suite as it was started.
settle() { # NAME DEFAULT
  local known
  known=$(remembered "$1")
  if [[ ${0##*/} != up && -n $known ]]; then
    printf -v "$1" '%s' "$known"
  else
    printf -v "$1" '%s' "${!1:-${known:-$2}}"
  fi
}

settle GOLDEN_PORT_BASE 8000
settle GOLDEN_REPLICAS 1
if ! [[ $GOLDEN_PORT_BASE =~ ^[0-9]{4,5}$ ]] || ((GOLDEN_PORT_BASE < 1024 || GOLDEN_PORT_BASE > 64000)); then
  usage_error "GOLDEN_PORT_BASE must be a number from 1024 to 64000, not '$GOLDEN_PORT_BASE'"
fi
[[ $GOLDEN_REPLICAS =~ ^[1-4]$ ]] || usage_error "GOLDEN_REPLICAS must be 1 to 4, not '$GOLDEN_REPLICAS'"
export GOLDEN_PORT_BASE GOLDEN_REPLICAS

# In the order of their ports: the first is BASE+101.
SERVICES=(auth-service budget-service dlq-service orchestrator-service peer-hub-service supervisor-service sandbox-executor)
SERVERS=(postgres redis nats)

GATEWAY_PORT=$GOLDEN_PORT_BASE
POSTGRES_PORT=$((GOLDEN_PORT_BASE + 200))
REDIS_PORT=$((GOLDEN_PORT_BASE + 201))
NATS_PORT=$((GOLDEN_PORT_BASE + 202))
NATS_MONITOR_PORT=$((GOLDEN_PORT_BASE + 203))
# Loopback listeners of the gateway: its own readiness, then one a service for calls between services.
GATEWAY_READY_PORT=$((GOLDEN_PORT_BASE + 300))
GOLDEN_URL=http://127.0.0.1:$GATEWAY_PORT

service_number() {
  local n
  for n in "${!SERVICES[@]}"; do
    if [[ ${SERVICES[n]} == "$1" ]]; then
      echo $((n + 1))
      return
    fi
  done
  return 1
}

# service_port SERVICE REPLICA
service_port() { echo $((GOLDEN_PORT_BASE + 100 + 10 * ($2 - 1) + $(service_number "$1"))); }
management_port() { echo $((1000 + $(service_port "$1" "$2"))); }
internal_port() { echo $((GATEWAY_READY_PORT + $(service_number "$1"))); }

# An instance is SERVICE-REPLICA: auth-service-1.
service_of() { echo "${1%-*}"; }
replica_of() { echo "${1##*-}"; }

is_instance() { [[ $1 =~ -[1-9]$ ]] && service_number "${1%-*}" >/dev/null; }

all_instances() {
  local service replica
  for service in "${SERVICES[@]}"; do
    for ((replica = 1; replica <= GOLDEN_REPLICAS; replica++)); do
      echo "$service-$replica"
    done
  done
}

# components_named NAME: auth, auth-service, auth-service-2, postgres, gateway, agents, …
components_named() {
  local name=$1 candidate
  for candidate in postgres redis nats gateway agents; do
    if [[ $name == "$candidate" ]]; then
      echo "$candidate"
      return
    fi
  done
  for candidate in "${SERVICES[@]}"; do
    if [[ $name == "$candidate" || $name == "${candidate%-*}" ]]; then
      all_instances | grep -E "^$candidate-[1-9]$"
      return
    fi
    if [[ $name =~ ^(${candidate}|${candidate%-*})-([1-9])$ ]]; then
      echo "$candidate-${BASH_REMATCH[2]}"
      return
    fi
  done
  return 1
}

suite_version() { sed -n '0,/<version>/ s/.*<version>\(.*\)<\/version>.*/\1/p' "$GOLDEN_ROOT/pom.xml"; }

suite_commit() {
  git -C "$GOLDEN_ROOT" describe --always --dirty --abbrev=9 2>/dev/null || echo 'no git checkout'
}
export GOLDEN_URL
