# shellcheck shell=bash
# A private PostgreSQL: its own data, its own port, random passwords, nothing but loopback.

POSTGRES_DATA=$GOLDEN_HOME/postgres

# The newest PostgreSQL programs on the machine, whatever Debian or a person calls the folder.
find_postgres_bin() {
  local folder
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(dirname -- "$(command -v postgres || echo /none/x)")"; do
    if [[ -x $folder/initdb && -x $folder/postgres ]]; then
      POSTGRES_BIN=$folder
      return
    fi
  done
  return 1
}

# PostgreSQL refuses root: there it runs as the user that Debian's package made.
as_postgres=()
choose_postgres_user() {
  ((EUID == 0)) || return 0
  id postgres >/dev/null 2>&1 || fail 'there is no user postgres; Debian package postgresql makes it'
  as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups --)
  "${as_postgres[@]}" test -x "$GOLDEN_HOME" ||
    fail "the user postgres cannot reach $GOLDEN_HOME (a private folder above it?); set GOLDEN_HOME to another"
}

init_postgres() {
  local new=$POSTGRES_DATA.new password=$POSTGRES_DATA.new/password done=yes
  # A half-made one is a run that was interrupted; it holds nothing.
  rm -rf -- "$new"
  mkdir -m 700 -- "$new"
  if ((EUID == 0)); then chown postgres:postgres "$new"; fi
  # initdb wants a file that its own user can open; the folder lets nobody else in.
  printf '%s\n' "$POSTGRES_SUPERUSER_PASSWORD" | "${as_postgres[@]}" tee "$password" >/dev/null
  "${as_postgres[@]}" "$POSTGRES_BIN/initdb" --pgdata="$new/data" --username=postgres --pwfile="$password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-instructions --no-sync >"$LOG_DIR/initdb.log" 2>&1 9>&- || done=''
  rm -f -- "$password"
  if [[ -z $done ]]; then
    phase_failed 'PostgreSQL could not be initialised'
    last_lines "$LOG_DIR/initdb.log"
    return 1
  fi
  "${as_postgres[@]}" tee "$new/data/postgresql.auto.conf" >/dev/null <<CONF
# Written by ./golden up.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 300
shared_buffers = '64MB'
max_wal_size = '512MB'
log_line_prefix = '%m [%p] %u '
timezone = 'UTC'
log_timezone = 'UTC'
CONF
  "${as_postgres[@]}" tee "$new/data/pg_hba.conf" >/dev/null <<'CONF'
host all all 127.0.0.1/32 scram-sha-256
CONF
  mv -- "$new" "$POSTGRES_DATA"
}

# A postmaster that was killed and whose parent has not noticed yet still has a pid: PostgreSQL would take the
# lock file that it left for a running server's.
forget_dead_postmaster() {
  local file=$POSTGRES_DATA/data/postmaster.pid pid
  pid=$("${as_postgres[@]}" head -n 1 "$file" 2>/dev/null) || return 0
  if ! start_time_of "$pid"; then "${as_postgres[@]}" rm -f -- "$file"; fi
}

start_postgres() {
  choose_postgres_user
  [[ -d $POSTGRES_DATA ]] || init_postgres || return 1
  forget_dead_postmaster
  # A measurement may have it on a slower disk (cli/bench.d/budget).
  launch postgres "${as_postgres[@]}" ${POSTGRES_PRELOAD:+env "LD_PRELOAD=$POSTGRES_PRELOAD"} "$POSTGRES_BIN/postgres" -D "$POSTGRES_DATA/data" -p "$POSTGRES_PORT"
}

postgres_ready() { "$POSTGRES_BIN/pg_isready" -q -h 127.0.0.1 -p "$POSTGRES_PORT" -t 1; }

private_database_url() { # USER PASSWORD
  printf 'postgresql://%s:%s@127.0.0.1:%s/golden_arch' "$1" "$2" "$POSTGRES_PORT"
}

# external_database_url USER PASSWORD: the server and database that DATABASE_URL names, as one of Golden's roles.
external_database_url() {
  local rest=${EXTERNAL_DATABASE_URL#*://}
  printf 'postgresql://%s:%s@%s' "$1" "$2" "${rest#*@}"
}

# database_url ROLE (owner oncall auth budget …)
database_url() {
  local user=golden_$1 password
  if [[ -n $EXTERNAL_DATABASE_URL && -z $EXTERNAL_ROLES ]]; then
    printf '%s' "$EXTERNAL_DATABASE_URL"
    return
  fi
  if [[ $1 == owner ]]; then password=$DATABASE_OWNER_PASSWORD; else password=$(secret_of DATABASE "$1" PASSWORD); fi
  if [[ -n $EXTERNAL_DATABASE_URL ]]; then
    external_database_url "$user" "$password"
  else
    private_database_url "$user" "$password"
  fi
}

# Roles, schemas and privileges (deploy/postgres/bootstrap.sql, idempotent), then this machine's passwords.
# Done again only when something changed.
bootstrap_database() {
  local stamp=$POSTGRES_DATA.bootstrapped sum url
  sum=$(cat -- "$GOLDEN_ROOT/deploy/postgres/bootstrap.sql" "$SECRETS_DIR/secrets.env" | sha256sum)
  # The login too: another suite may have been pointed at this server and have given the roles its passwords.
  if [[ -f $stamp && $(<"$stamp") == "$sum" ]] && ask "$(database_url owner)" -Atc 'select' >/dev/null 2>&1; then return 0; fi
  url="host=127.0.0.1 port=$POSTGRES_PORT user=postgres"
  {
    if [[ -z $(ask "$url dbname=postgres" -Atc "select 1 from pg_database where datname = 'golden_arch'") ]]; then
      ask "$url dbname=postgres" -c 'create database golden_arch' || return 1
    fi
    prepare_roles "$url dbname=golden_arch" || return 1
  } >"$LOG_DIR/bootstrap.log" 2>&1
  echo "$sum" >"$stamp"
}

# A superuser's DATABASE_URL gets Golden's roles and schemas; any other role is used for everything as it is.
prepare_external_database() {
  local superuser
  EXTERNAL_ROLES=''
  superuser=$(ask "$EXTERNAL_DATABASE_URL" -Atc 'select rolsuper from pg_roles where rolname = current_user' 2>"$LOG_DIR/bootstrap.log") || return 1
  [[ $superuser == t ]] || return 0
  prepare_roles "$EXTERNAL_DATABASE_URL" >"$LOG_DIR/bootstrap.log" 2>&1 || return 1
  EXTERNAL_ROLES=yes
}

prepare_roles() {
  local role
  ask "$1" -f "$GOLDEN_ROOT/deploy/postgres/bootstrap.sql" || return 1
  {
    printf "alter role golden_owner login password '%s';\n" "$DATABASE_OWNER_PASSWORD"
    for role in "${DATABASE_ROLES[@]}" oncall; do
      printf "alter role golden_%s login password '%s';\n" "$role" "$(secret_of DATABASE "$role" PASSWORD)"
    done
  } | ask "$1"
}

# ask CONNECTION ARGUMENT…: psql; the superuser's password of the private server is not among the arguments.
ask() {
  local connection=$1
  shift
  PGPASSWORD=$POSTGRES_SUPERUSER_PASSWORD PGCONNECT_TIMEOUT=5 PGOPTIONS='-c client_min_messages=warning' \
    "${POSTGRES_BIN:+$POSTGRES_BIN/}psql" -X -q -v ON_ERROR_STOP=1 -d "$connection" "$@" 9>&-
}
