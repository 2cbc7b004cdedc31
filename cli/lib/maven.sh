# shellcheck shell=bash
# Running Maven so that Ctrl-C ends it whole: in a session of its own, waited for, killed as a group.

# run_maven LOG ARGUMENT…: in the checkout; each line of output also goes to the function maven_says.
run_maven() {
  local log=$1 line
  shift
  : >"$log"
  (cd -- "$GOLDEN_ROOT" && exec setsid "${GOLDEN_MVN:-mvn}" -B -ntp -Dstyle.color=never "$@") </dev/null >"$log" 2>&1 9>&- &
  BUILD_PID=$!
  while IFS= read -r line; do
    maven_says "$line"
  done < <(tail -n +1 -f --pid="$BUILD_PID" -s 0.2 -- "$log" 2>/dev/null 9>&-)
  local status=0
  wait "$BUILD_PID" || status=$?
  BUILD_PID=''
  return "$status"
}

maven_says() { :; }

maven_errors() { grep -E '^\[ERROR\]' -- "$1" | grep -vE '^.ERROR.[[:space:]]*(at |$)' | head -n 25 | cut -c1-300 | sed 's/^/    /' >&2 || true; }
