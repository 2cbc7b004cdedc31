# shellcheck shell=bash
# One command at a time changes a suite. The lock goes with the process that holds it, however that ends.

prepare_home() {
  if ! mkdir -p -- "$GOLDEN_HOME" 2>/dev/null; then
    fail "cannot write $GOLDEN_HOME; set GOLDEN_HOME to a folder of yours"
  fi
  [[ -w $GOLDEN_HOME ]] || fail "cannot write $GOLDEN_HOME; set GOLDEN_HOME to a folder of yours"
  # The admin socket lives in run/, and a Unix socket's path has at most 107 characters.
  ((${#GOLDEN_HOME} <= 80)) || fail "GOLDEN_HOME is longer than 80 characters: $GOLDEN_HOME"
  chmod 711 -- "$GOLDEN_HOME"
  mkdir -p -- "$RUN_DIR" "$LOG_DIR" "$APP_DIR" "$SECRETS_DIR"
  chmod 700 -- "$RUN_DIR" "$LOG_DIR" "$SECRETS_DIR"
}

take_lock() {
  local said='' deadline=$((SECONDS + ${1:-900}))
  exec 9>>"$GOLDEN_HOME/lock"
  until flock -n 9; do
    if [[ -z $said ]]; then
      say "Another golden command is at work on $GOLDEN_HOME (pid $(cat "$GOLDEN_HOME/lock" 2>/dev/null)); waiting for it…"
      said=yes
    fi
    ((SECONDS < deadline)) || fail "gave up waiting for the other command"
    sleep 0.2
  done
  echo $$ >"$GOLDEN_HOME/lock"
}
