# shellcheck shell=bash
# Passwords and keys of the private suite: random, made once, readable by their owner only.

DATABASE_ROLES=(auth budget dlq orchestrator peer_hub supervisor)
NATS_USERS=(auth-service budget-service dlq-service orchestrator-service peer-hub-service supervisor-service operators agents)
SERVICE_ACCOUNTS=(orchestrator-service budget-service dlq-service peer-hub-service supervisor-service)
AGENTS=(developer-1 tester-1 reviewer-1 security-1)

SERVICE_ACCOUNTS_FILE=$SECRETS_DIR/service-accounts.json
AGENT_CREDENTIALS_FILE=$SECRETS_DIR/agents.json

random_hex() { od -An -tx1 -N "$1" /dev/urandom | tr -d ' \n'; }

# NATS reads a value that begins with a digit as a number.
new_secret() {
  if [[ $1 == NATS_* ]]; then printf n; fi
  random_hex 32
}

# upper NAME → REPLY: auth-service becomes AUTH_SERVICE.
upper() {
  REPLY=${1^^}
  REPLY=${REPLY//-/_}
}

secret_names() {
  local name REPLY
  printf '%s\n' JWT_SECRET ENCRYPTION_KEY POSTGRES_SUPERUSER_PASSWORD DATABASE_OWNER_PASSWORD \
    DATABASE_ONCALL_PASSWORD REDIS_PASSWORD
  for name in "${DATABASE_ROLES[@]}"; do
    upper "$name"
    echo "DATABASE_${REPLY}_PASSWORD"
  done
  for name in "${NATS_USERS[@]}"; do
    upper "$name"
    echo "NATS_${REPLY}_PASSWORD"
  done
  for name in "${SERVICE_ACCOUNTS[@]}" "${AGENTS[@]}"; do
    upper "$name"
    echo "CLIENT_${REPLY}_SECRET"
  done
}

# Makes what is missing and leaves what is there: a new version that needs one more secret gets it.
ensure_secrets() {
  local file=$SECRETS_DIR/secrets.env name known='' missing=()
  if [[ -f $file ]]; then known=$(<"$file"); fi
  for name in $(secret_names); do
    [[ $'\n'$known == *$'\n'"$name="* ]] || missing+=("$name")
  done
  if ((${#missing[@]})); then
    (
      umask 077
      {
        if [[ -n $known ]]; then printf '%s\n' "$known"; fi
        for name in "${missing[@]}"; do printf '%s=%s\n' "$name" "$(new_secret "$name")"; done
      } >"$file.new"
      mv -f -- "$file.new" "$file"
    )
  fi
  load_secrets
  write_accounts
}

# The secrets as shell variables, none exported: a process gets those that it needs and no others.
load_secrets() {
  local name value
  [[ -r $SECRETS_DIR/secrets.env ]] || return 1
  while IFS='=' read -r name value; do
    [[ $name =~ ^[A-Z][A-Z0-9_]*$ ]] || continue
    # What the person set in the environment (a JWT_SECRET of their own, say) wins.
    [[ -n ${!name:-} ]] || printf -v "$name" '%s' "$value"
  done <"$SECRETS_DIR/secrets.env"
}

secret_of() {
  local REPLY
  upper "$2"
  local variable=$1_${REPLY}_$3
  printf '%s' "${!variable}"
}

write_accounts() {
  local name separator='' accounts='[' credentials='[' role
  for name in "${SERVICE_ACCOUNTS[@]}"; do
    accounts+="$separator"$'\n'"  {\"name\": \"$name\", \"role\": \"service\", \"tenants\": [\"*\"], \"client_secret\": \"$(secret_of CLIENT "$name" SECRET)\"}"
    separator=,
  done
  separator=''
  for name in "${AGENTS[@]}"; do
    role=${name%-*}
    accounts+=,$'\n'"  {\"name\": \"$name\", \"role\": \"agent\", \"agent_roles\": [\"$role\"], \"tenants\": [\"*\"], \"client_secret\": \"$(secret_of CLIENT "$name" SECRET)\"}"
    credentials+="$separator"$'\n'"  {\"name\": \"$name\", \"client_secret\": \"$(secret_of CLIENT "$name" SECRET)\", \"role\": \"$role\"}"
    separator=,
  done
  (
    umask 077
    printf '%s\n]\n' "$accounts" >"$SERVICE_ACCOUNTS_FILE"
    printf '%s\n]\n' "$credentials" >"$AGENT_CREDENTIALS_FILE"
  )
}
