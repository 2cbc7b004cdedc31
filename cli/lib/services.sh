# shellcheck shell=bash
# The seven services and the reference agents: their environment, their JVM, whether they are ready.

# Small heaps, the serial collector and only the quick compiler: the whole suite is to start at once and fit beside a
# person's other work. A young generation below 24 MB is collected several times while starting. None of these flags invalidates the AOT cache; another collector than Serial, G1 or Parallel
# would silently switch it off. GOLDEN_JVM_FLAGS wins (-XX:TieredStopAtLevel=4 for full speed under load).
JVM_FLAGS=(-XX:+UseSerialGC -Xms48m -Xmn24m -Xmx192m -Xss512k -XX:ReservedCodeCacheSize=64m -XX:+ExitOnOutOfMemoryError
  -Djava.util.logging.manager=org.jboss.logmanager.LogManager)

# The sandbox keeps no state: what its requests leave behind is collected early instead of growing the heap.
SANDBOX_JVM_FLAGS=(-Xmx96m -Xmn12m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30)

# jvm_flags SERVICE → FLAGS
jvm_flags() {
  FLAGS=("${JVM_FLAGS[@]}")
  if [[ $1 == sandbox-executor ]]; then FLAGS+=("${SANDBOX_JVM_FLAGS[@]}"); fi
  if [[ -n ${TRAINING:-} ]]; then
    # With both compilers: the profiles that only they collect belong into the cache.
    FLAGS+=(-XX:AOTCacheOutput=app.aot.new)
    return
  fi
  FLAGS+=(-XX:TieredStopAtLevel=1)
  if is_trained "$1"; then FLAGS+=(-XX:AOTCache=app.aot); fi
  # shellcheck disable=SC2206
  FLAGS+=(${GOLDEN_JVM_FLAGS:-})
}

# Where a service is found by the others: the one replica itself, or the gateway's loopback listener for several.
url_of() {
  if ((GOLDEN_REPLICAS == 1)); then
    echo "http://127.0.0.1:$(service_port "$1" 1)"
  else
    echo "http://127.0.0.1:$(internal_port "$1")"
  fi
}

management_urls() {
  local service replica urls=''
  for service in "${SERVICES[@]}"; do
    urls+="${urls:+,}$service="
    for ((replica = 1; replica <= GOLDEN_REPLICAS; replica++)); do
      ((replica == 1)) || urls+=' '
      urls+="http://127.0.0.1:$(management_port "$service" "$replica")"
    done
  done
  echo "$urls"
}

peer_urls() {
  local service REPLY
  for service in "${SERVICES[@]}"; do
    upper "$service"
    if [[ $service == sandbox-executor ]]; then
      echo "SANDBOX_EXECUTOR_URL=$(url_of "$service")"
    else
      echo "${REPLY}_URL=$(url_of "$service")"
    fi
  done
}

# environment_of INSTANCE → ENVIRONMENT
environment_of() {
  local service replica role REPLY
  service=$(service_of "$1") replica=$(replica_of "$1")
  ENVIRONMENT=("HOST=127.0.0.1" "PORT=$(service_port "$service" "$replica")"
    "MANAGEMENT_PORT=$(management_port "$service" "$replica")" "INSTANCE_ID=$1"
    "GOLDEN_ENV=${GOLDEN_ENV:-development}" "LOG_FORMAT=${LOG_FORMAT:-text}" "TRUSTED_PROXIES=127.0.0.1"
    "MALLOC_ARENA_MAX=2")
  if [[ $service == sandbox-executor ]]; then
    ENVIRONMENT+=("AUTH_SERVICE_URL=$(url_of auth-service)")
    return
  fi
  role=${service%-service}
  role=${role//-/_}
  mapfile -t -O "${#ENVIRONMENT[@]}" ENVIRONMENT <<<"$PEER_URLS"
  ENVIRONMENT+=("DATABASE_URL=$(database_url "$role")" "DATABASE_MIGRATION_URL=$(database_url owner)"
    "REDIS_URL=$(redis_url)" "NATS_URL=$(nats_url "$service")")
  case $service in
  auth-service)
    ENVIRONMENT+=("JWT_SECRET=$JWT_SECRET" "ENCRYPTION_KEY=$ENCRYPTION_KEY" "SERVICE_ACCOUNTS_FILE=$SERVICE_ACCOUNTS_FILE"
      "GOLDEN_DEMO_USERS=${GOLDEN_DEMO_USERS:-true}" "SESSION_COOKIE_SECURE=${SESSION_COOKIE_SECURE:-false}")
    return
    ;;
  supervisor-service)
    ENVIRONMENT+=("ENCRYPTION_KEY=$ENCRYPTION_KEY" "SUITE_MANAGEMENT_URLS=$(management_urls)")
    ;;
  esac
  ENVIRONMENT+=("SERVICE_CLIENT_ID=$service" "SERVICE_CLIENT_SECRET=$(secret_of CLIENT "$service" SECRET)")
}

# What a running instance was started with; another print means it has to be restarted.
print_of() {
  local folder=$1
  printf '%s\n%s\n' "$folder" "$(printf '%s\n' "${ENVIRONMENT[@]}" "${FLAGS[@]}" | sha256sum)"
}

# start_instance INSTANCE: also replaces one that runs with other jars or another configuration.
start_instance() {
  local instance=$1 service folder print ENVIRONMENT=() FLAGS=() WORK_FOLDER
  service=$(service_of "$instance")
  folder=$(app_folder "$service")
  environment_of "$instance"
  jvm_flags "$service"
  print=$(print_of "$folder")
  if is_running "$instance"; then
    [[ $(cat "$RUN_DIR/$instance.app" 2>/dev/null) != "$print" ]] || return 0
    stop_component "$instance"
  fi
  printf '%s\n' "$print" >"$RUN_DIR/$instance.app"
  WORK_FOLDER=$folder
  local command=("$JAVA_HOME/bin/java" "${FLAGS[@]}" -jar quarkus-run.jar)
  if [[ $service == sandbox-executor ]]; then
    # What runs untrusted code inherits nothing: no URL, no secret of the person's environment.
    command=(env -i "GOLDEN_COMPONENT=$instance" "PATH=$PATH" "LANG=${LANG:-C.UTF-8}" "HOME=$GOLDEN_HOME" "GOLDEN_HOME=$GOLDEN_HOME"
      "LOG_LEVEL=${LOG_LEVEL:-info}" "${ENVIRONMENT[@]}" "${command[@]}")
    ENVIRONMENT=()
  fi
  launch "$instance" "${command[@]}"
}

start_agents() {
  local folder print ENVIRONMENT=() FLAGS=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms8m -Xmx96m -Xss512k) WORK_FOLDER
  folder=$(app_folder agent-kit)
  ENVIRONMENT=("GOLDEN_URL=$GOLDEN_URL" "NATS_URL=$(nats_url agents)" "AGENT_CREDENTIALS_FILE=$AGENT_CREDENTIALS_FILE"
    "MALLOC_ARENA_MAX=2")
  print=$(print_of "$folder")
  if is_running agents; then
    [[ $(cat "$RUN_DIR/agents.app" 2>/dev/null) != "$print" ]] || return 0
    stop_component agents
  fi
  printf '%s\n' "$print" >"$RUN_DIR/agents.app"
  WORK_FOLDER=$folder
  launch agents "$JAVA_HOME/bin/java" "${FLAGS[@]}" -jar agent-kit.jar
}

instance_ready() { http_ok "$(management_port "$(service_of "$1")" "$(replica_of "$1")")" /health/ready; }
