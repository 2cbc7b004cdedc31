# shellcheck shell=bash
# What measurements found: shown as a table, kept in docs/benchmarks.md.
#
# A line of results: name|value|unit|reference|its value|ratio|target|met, missed or -

BENCHMARKS_FILE=$GOLDEN_ROOT/docs/benchmarks.md

# bench_program WHAT: the file itself, or `run` in a folder of that name.
bench_program() {
  local file=$GOLDEN_ROOT/cli/bench.d/$1
  if [[ -d $file ]]; then file+=/run; fi
  echo "$file"
}

bench_title() { sed -n "2s/^# $1: //p" "$(bench_program "$1")"; }

missed() { grep -q '|missed$' -- "$1"; }

show_results() {
  local name value unit reference base ratio target verdict mark
  printf '\n  %-46s %14s   %-40s %14s %7s  %-10s\n' measured value beside value ratio target
  while IFS='|' read -r name value unit reference base ratio target verdict; do
    mark=' '
    if [[ $verdict == met ]]; then mark=$GREEN✓$PLAIN; fi
    if [[ $verdict == missed ]]; then mark=$RED✗$PLAIN; fi
    printf '%s %-46s %14s   %-40s %14s %7s  %-10s\n' "$mark" "$name" "$value $unit" "$reference" \
      "${base:+$base $unit}" "$ratio" "$target"
  done <"$1"
  printf '\n'
}

# This machine, without a name or a path of it.
describe_machine() {
  local cpu memory
  cpu=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)
  memory=$(awk '/^MemTotal:/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)
  # shellcheck disable=SC1091
  printf '%s cores (%s), %s, Linux %s, %s' "$(nproc)" "${cpu:-unknown}" "$memory" "$(uname -r | cut -d- -f1)" \
    "$(. /etc/os-release && echo "$PRETTY_NAME")"
}

results_as_markdown() {
  local name value unit reference base ratio target verdict
  printf '## %s\n\n%s\n\n' "$1" "$(bench_title "$1" | sed 's/^./\u&/')."
  printf 'Measured %s on %s; load average before it: %s.\n\n' "$(date -u '+%Y-%m-%d %H:%M UTC')" "$(describe_machine)" \
    "$(cat "$2.load" 2>/dev/null || echo unknown)"
  printf '| measured | value | beside | value | ratio | target | |\n|---|---|---|---|---|---|---|\n'
  while IFS='|' read -r name value unit reference base ratio target verdict; do
    printf '| %s | %s %s | %s | %s | %s | %s | %s |\n' "$name" "$value" "$unit" "$reference" "${base:+$base $unit}" \
      "$ratio" "$target" "${verdict#-}"
  done <"$2"
}

# write_results WHAT FILE: in place of the section that stood there, the others stay.
write_results() {
  local new=$BENCHMARKS_FILE.new
  [[ -f $BENCHMARKS_FILE ]] || benchmarks_head >"$BENCHMARKS_FILE"
  {
    awk -v begin="<!-- $1 -->" -v end="<!-- /$1 -->" \
      '$0 == begin { skip = 1 }
       skip { if ($0 == end) { skip = 0; behind = 1 } next }
       behind && $0 == "" { behind = 0; next }
       { behind = 0; print }' "$BENCHMARKS_FILE"
    printf '<!-- %s -->\n' "$1"
    results_as_markdown "$1" "$2"
    printf '<!-- /%s -->\n\n' "$1"
  } >"$new"
  mv -f -- "$new" "$BENCHMARKS_FILE"
}

benchmarks_head() {
  cat <<'TEXT'
# Benchmarks

Written by `./golden bench --write`. Every number stands beside a reference that was measured in the same run, in
alternation with it; the ratio is what counts, since both depend on the machine. Services run with both compilers
(`-XX:TieredStopAtLevel=4`), after a warm-up; the load generator shares the machine with what it measures.

TEXT
}
