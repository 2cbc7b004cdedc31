# shellcheck shell=bash
# How golden talks: a line per phase with its time, a bar while building, errors in one line.

if [[ -t 1 ]]; then
  BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' YELLOW=$'\e[33m' PLAIN=$'\e[0m'
else
  BOLD='' DIM='' RED='' GREEN='' YELLOW='' PLAIN=''
fi

say() { printf '%s\n' "$*"; }

warn() { printf '%sgolden: %s%s\n' "$YELLOW" "$*" "$PLAIN" >&2; }

# Something did not work: one clear line, status 1.
fail() {
  printf '%sgolden: %s%s\n' "$RED" "$*" "$PLAIN" >&2
  exit 1
}

# Typed wrongly: one clear line, status 2.
usage_error() {
  printf 'golden: %s\n' "$*" >&2
  exit 2
}

# Seconds with one decimal since $1, a value of EPOCHREALTIME, without starting a process.
seconds_since() {
  local from=${1/[.,]/} now=${EPOCHREALTIME/[.,]/}
  local tenths=$(((now - from + 50000) / 100000))
  printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}

phase_begins() {
  PHASE_STARTED=$EPOCHREALTIME
  PHASE_NAME=$1
  if [[ -t 1 ]]; then printf '  %s…%s %s' "$DIM" "$PLAIN" "$1"; fi
}

# phase_ends WHAT: closes the line that phase_begins opened.
phase_ends() {
  if [[ -t 1 ]]; then printf '\r\e[K'; fi
  printf '  %s✓%s %-58s %s%9s%s\n' "$GREEN" "$PLAIN" "${1:-$PHASE_NAME}" "$DIM" "$(seconds_since "$PHASE_STARTED")" "$PLAIN"
  PHASE_NAME=''
}

# phase_failed WHY: closes the line, then says why; the caller adds details and exits.
phase_failed() {
  if [[ -t 1 ]]; then printf '\r\e[K'; fi
  printf '  %s✗%s %-58s %s%9s%s\n' "$RED" "$PLAIN" "$1" "$DIM" "$(seconds_since "$PHASE_STARTED")" "$PLAIN"
  PHASE_NAME=''
}

# progress DONE OF WHAT: a bar on a terminal, one plain line a step elsewhere.
progress() {
  local done=$1 of=$2 what=$3 width=24 filled bar
  if [[ ! -t 1 ]]; then
    printf '    [%d/%d] %s\n' "$done" "$of" "$what"
    return
  fi
  filled=$((of > 0 ? done * width / of : 0))
  printf -v bar '%*s' "$filled" ''
  bar=${bar// /█}
  printf '\r\e[K  %s…%s %s %-*s %d/%d %s' "$DIM" "$PLAIN" "$PHASE_NAME" "$width" "$bar" "$done" "$of" "$what"
}

# A person is there to be asked.
person_present() { [[ -t 0 && -t 1 && -z ${CI:-} ]]; }

# last_lines FILE [COUNT]: indented, for showing why something failed.
last_lines() {
  [[ -s $1 ]] || {
    printf '    (%s is empty)\n' "$1" >&2
    return 0
  }
  tail -n "${2:-15}" -- "$1" | cut -c1-400 | sed 's/^/    /' >&2
}
