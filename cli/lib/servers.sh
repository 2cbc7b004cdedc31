# shellcheck shell=bash
# Redis and NATS, and whether a server is ours at all or one that the environment names.

# is_private postgres|redis|nats: not named by DATABASE_URL, REDIS_URL, NATS_URL.
is_private() {
  case $1 in
  postgres) [[ -z $EXTERNAL_DATABASE_URL ]] ;;
  redis) [[ -z $EXTERNAL_REDIS_URL ]] ;;
  nats) [[ -z $EXTERNAL_NATS_URL ]] ;;
  esac
}

# Kept away from the services, which get their own: those of the environment, or those that `up` was given.
EXTERNAL_DATABASE_URL=${DATABASE_URL:-}
EXTERNAL_REDIS_URL=${REDIS_URL:-}
EXTERNAL_NATS_URL=${NATS_URL:-}
EXTERNAL_ROLES=''
unset DATABASE_URL REDIS_URL NATS_URL

# settle_servers: after `eval "$(./golden env)"` the environment names the private servers; they stay private.
settle_servers() {
  if [[ $EXTERNAL_DATABASE_URL == "$(private_database_url golden_owner "$DATABASE_OWNER_PASSWORD")" ]]; then
    EXTERNAL_DATABASE_URL=''
  fi
  if [[ $EXTERNAL_REDIS_URL == "$(private_redis_url)" ]]; then EXTERNAL_REDIS_URL=''; fi
  if [[ $EXTERNAL_NATS_URL == "$(private_nats_url operators)" ]]; then EXTERNAL_NATS_URL=''; fi
}

remember_servers() (
  umask 077
  printf '%s\n' "$EXTERNAL_DATABASE_URL" "$EXTERNAL_REDIS_URL" "$EXTERNAL_NATS_URL" "$EXTERNAL_ROLES" >"$SECRETS_DIR/external"
)

# What the last `up` settled: the verbs that look at a suite see it as it was started.
recall_servers() {
  {
    read -r EXTERNAL_DATABASE_URL
    read -r EXTERNAL_REDIS_URL
    read -r EXTERNAL_NATS_URL
    read -r EXTERNAL_ROLES
  } 2>/dev/null <"$SECRETS_DIR/external" || true
}

start_redis() {
  local conf=$RUN_DIR/redis.conf
  mkdir -p -- "$GOLDEN_HOME/redis"
  # A file and not arguments: a password among the arguments is everybody's to read.
  (
    umask 077
    cat >"$conf" <<CONF
bind 127.0.0.1
port $REDIS_PORT
dir $GOLDEN_HOME/redis
requirepass $REDIS_PASSWORD
appendonly yes
appendfsync everysec
save ""
maxmemory 256mb
maxmemory-policy noeviction
databases 16
daemonize no
CONF
  )
  launch redis redis-server "$conf"
}

# From 2.10 on NATS can flush each message before it acknowledges it; 2.9 refuses the setting.
nats_config() {
  if [[ $(nats-server --version) == *v2.[0-9].* ]]; then echo nats.conf; else echo nats-2.10.conf; fi
}

start_nats() {
  local name ENVIRONMENT=() REPLY
  for name in "${NATS_USERS[@]}"; do
    upper "$name"
    ENVIRONMENT+=("NATS_${REPLY}_PASSWORD=$(secret_of NATS "$name" PASSWORD)")
  done
  mkdir -p -- "$GOLDEN_HOME/nats"
  launch nats nats-server --config "$GOLDEN_ROOT/deploy/nats/$(nats_config)" \
    --addr 127.0.0.1 --port "$NATS_PORT" --http_port "$NATS_MONITOR_PORT" --store_dir "$GOLDEN_HOME/nats"
}

redis_ready() {
  local answer=''
  open_port "$REDIS_PORT" || return 1
  printf 'AUTH %s\r\nPING\r\n' "$REDIS_PASSWORD" >&8
  read -r -t 1 answer <&8
  read -r -t 1 answer <&8
  exec 8>&-
  [[ $answer == +PONG* ]]
}

nats_ready() { http_ok "$NATS_MONITOR_PORT" /healthz; }

server_ready() { "${1}_ready"; }

private_redis_url() { printf 'redis://default:%s@127.0.0.1:%s/0' "$REDIS_PASSWORD" "$REDIS_PORT"; }

private_nats_url() { printf 'nats://%s:%s@127.0.0.1:%s' "$1" "$(secret_of NATS "$1" PASSWORD)" "$NATS_PORT"; }

redis_url() { if is_private redis; then private_redis_url; else printf '%s' "$EXTERNAL_REDIS_URL"; fi; }

# nats_url USER: a server that the environment names is used with the credentials it names.
nats_url() { if is_private nats; then private_nats_url "$1"; else printf '%s' "$EXTERNAL_NATS_URL"; fi; }
