# shellcheck shell=bash
# Golden's HTTP API for verbs: logging in, one call, one event stream. Needs curl and jq.

# api_login NAME PASSWORD → REPLY, the token
api_login() {
  api_call '' POST /auth/login "$(jq -nc --arg u "$1" --arg p "$2" '{username: $u, password: $p}')" ||
    fail "cannot log in as $1: $API_ERROR"
  REPLY=$(jq -r .token <<<"$REPLY")
}

# api_call TOKEN METHOD PATH [BODY] → REPLY, the body; status 1 and API_ERROR when it was refused or nobody answered.
# What may be repeated (a GET, or a POST with IDEMPOTENCY_KEY) is, while a service restarts; what was refused is not.
api_call() {
  local token=$1 method=$2 path=$3 body=${4:-} answer status tries=1 attempt wait
  local options=(-sS --max-time 20 -X "$method" -H 'Content-Type: application/json' -w '\n%{http_code}')
  if [[ -n $token ]]; then options+=(-H "Authorization: Bearer $token"); fi
  if [[ -n $body ]]; then options+=(--data-binary "$body"); fi
  if [[ -n ${IDEMPOTENCY_KEY:-} ]]; then options+=(-H "Idempotency-Key: $IDEMPOTENCY_KEY"); fi
  if [[ $method == GET || -n ${IDEMPOTENCY_KEY:-} ]]; then tries=20; fi
  for ((attempt = 1; attempt <= tries; attempt++)); do
    answer=$(curl "${options[@]}" "$GOLDEN_URL/api/v1$path" 2>&1) || true
    status=${answer##*$'\n'}
    REPLY=${answer%$'\n'*}
    API_ERROR="$method $path: $(jq -r '"\(.error_code): \(.message)"' <<<"$REPLY" 2>/dev/null || head -c 200 <<<"$REPLY")"
    case $status in
    2??) return 0 ;;
    429) wait=3 ;;
    000 | 5??) wait=0.7 ;;
    *) return 1 ;;
    esac
    if ((attempt < tries)); then sleep "$wait"; fi
  done
  return 1
}

# stream_task TOKEN TASK HANDLER: calls HANDLER KIND DATA for each event after LAST_EVENT_ID until it returns
# non-zero; connects again where it left off when the connection ends. Status 1 when $DEADLINE (SECONDS) passes.
stream_task() {
  local token=$1 task=$2 handler=$3 line kind data id stream pid pause=0.5
  while ((SECONDS < DEADLINE)); do
    exec {stream}< <(exec curl -sN --fail --max-time 600 -H "Authorization: Bearer $token" -H 'Accept: text/event-stream' \
      -H "Last-Event-ID: ${LAST_EVENT_ID:-0}" "$GOLDEN_URL/api/v1/tasks/$task/stream" 2>/dev/null)
    pid=$!
    kind='' data='' id=''
    # A silent minute is a broken connection: the server sends a comment more often than that.
    while read -r -t "$(stream_patience)" -u "$stream" line; do
      line=${line%$'\r'}
      case $line in
      id:*) id=${line#id:} id=${id# } ;;
      event:*) kind=${line#event:} kind=${kind# } ;;
      data:*) data=${line#data:} data=${data# } ;;
      '')
        [[ -n $data ]] || continue
        LAST_EVENT_ID=${id:-${LAST_EVENT_ID:-0}}
        pause=0.5
        if ! "$handler" "$kind" "$data"; then
          stream_close "$stream" "$pid"
          return 0
        fi
        kind='' data='' id=''
        ;;
      esac
    done
    stream_close "$stream" "$pid"
    sleep "$pause"
    # Without any news the next try comes later: the rate limit counts tries too.
    pause=3
  done
  return 1
}

stream_patience() {
  local left=$((DEADLINE - SECONDS))
  echo $((left < 1 ? 1 : left < 45 ? left : 45))
}

stream_close() {
  local stream=$1
  kill -s TERM -- "$2" 2>/dev/null || true
  exec {stream}<&-
}
