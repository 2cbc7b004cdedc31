# shellcheck shell=bash
# Teaching a newly built service to start fast: it runs once on the real servers, is asked a few things, and leaves an
# AOT cache of all that it loaded. A cache that Quarkus makes while building, without servers, lacks half of that.

# What a service may take to write its cache while all the others do the same.
TRAINING_PATIENCE=180

is_trained() { [[ -f $(app_folder "$1")/app.aot ]]; }

# train_services [SERVICE…]: those (else all) whose jars have no cache yet. Afterwards nothing of them runs.
train_services() {
  local service untrained=() instances=()
  for service in "${@:-${SERVICES[@]}}"; do
    if ! is_trained "$service"; then
      untrained+=("$service")
      instances+=("$service-1")
    fi
  done
  ((${#untrained[@]})) || return 0
  phase_begins "training ${#untrained[@]} services for a fast start"
  for service in "${instances[@]}"; do TRAINING=yes start_component "$service"; done
  if ! wait_ready "${GOLDEN_UP_TIMEOUT:-180}" "${instances[@]}"; then
    phase_failed 'not every service became ready'
    report_not_ready
    undo_started
    exit 1
  fi
  for service in "${instances[@]}"; do exercise "$service"; done
  SERVICE_PATIENCE=$TRAINING_PATIENCE
  stop_all "${instances[@]}"
  SERVICE_PATIENCE=15
  for service in "${untrained[@]}"; do keep_cache "$service"; done
  phase_ends "${#untrained[@]} services trained for a fast start"
}

# Enough that what every request needs is loaded and its profile known.
exercise() {
  local service replica url management path
  service=$(service_of "$1") replica=$(replica_of "$1")
  url=http://127.0.0.1:$(service_port "$service" "$replica")
  management=http://127.0.0.1:$(management_port "$service" "$replica")
  for path in "$management/health/ready" "$management/health" "$management/metrics" "$url/health" "$url/api/v1/nothing"; do
    curl -s -o /dev/null --max-time 5 "$path?[1-20]" || true
  done
  for path in auth/login budget/request tasks reviews escalations sandbox/execute; do
    curl -s -o /dev/null --max-time 5 -H 'Content-Type: application/json' -d '{"unknown": true}' "$url/api/v1/$path" || true
  done
}

# The cache belongs to these jars: beside them here, and beside those in the checkout, for the next suite.
keep_cache() {
  local service=$1 folder built=$GOLDEN_ROOT/$1/target/quarkus-app
  folder=$(app_folder "$service")
  if [[ ! -s $folder/app.aot.new ]]; then
    warn "$service left no AOT cache; it will start slowly (./golden logs $service)"
    return 0
  fi
  mv -f -- "$folder/app.aot.new" "$folder/app.aot"
  if is_built "$service" && cp --reflink=auto -- "$folder/app.aot" "$built/app.aot.new" 2>/dev/null; then
    mv -f -- "$built/app.aot.new" "$built/app.aot"
    stamp_built "$service"
  fi
}
