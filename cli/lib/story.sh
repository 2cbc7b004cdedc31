# shellcheck shell=bash
# How the demo tells what happens to a task: STATE follows its events, UNTIL says where to stop.

heading() {
  say ''
  say "${BOLD}━━ $1. $2 ━━${PLAIN}"
}

# at MARK TEXT…: a line with the time since the task was created.
at() {
  local mark=$1
  shift
  printf '  %s%9s%s  %s %s\n' "$DIM" "$(seconds_since "$BEGAN")" "$PLAIN" "$mark" "$*"
}

# show_event KIND DATA: one line of a task's history; non-zero when the state is one to stop at.
show_event() {
  local line
  line=$(jq -r --arg kind "$1" "$EVENT_LINE" <<<"$2")
  case $1 in
  state)
    STATE=$(jq -r '.to_state' <<<"$2")
    at "$(mark_of "$STATE")" "${BOLD}$line${PLAIN}"
    ;;
  guard | sandbox)
    if [[ $line == -* ]]; then
      at "${YELLOW}✗${PLAIN}" "${line#-}"
    else
      at "${GREEN}✓${PLAIN}" "$line"
    fi
    ;;
  *) at '·' "$line" ;;
  esac
  [[ ! $STATE =~ $UNTIL ]]
}

# shellcheck disable=SC2016 # jq's variables, not the shell's
# What a line of the history says to a person; a leading minus marks bad news.
EVENT_LINE='
  .data as $d |
  if $kind == "state" then "\(.from_state // "") → \(.to_state)" + (if .why == "Every guard holds" then "" else "  \(.why)" end)
  elif $kind == "step" and $d.state == "ready" then
    "step \($d.type) waits for a \($d.role), \($d.tokens_reserved) tokens reserved"
  elif $kind == "step" and $d.state == "running" then "step \($d.type) taken by \($d.agent_id)"
  elif $kind == "step" and $d.error then "step \($d.type): \(.why): \($d.error)"
  elif $kind == "step" and $d.state == "done" then
    "step \($d.type) done by \($d.agent_id), \($d.tokens_used) tokens" + (if $d.summary then ": \($d.summary)" else "" end)
  elif $kind == "guard" then (if $d.holds then "" else "-" end) + "guard \($d.guard) " + (if $d.holds then "holds" else "refuses" end)
  elif $kind == "sandbox" then (if $d.verdict == "passed" then "" else "-" end) + "sandbox ran \($d.kind): \($d.verdict)"
    + (if $d.evidence.tests_run then ", \($d.evidence.tests_run) tests" else "" end)
  elif $kind == "review" and $d.status == "pending" then
    "review round \($d.round): asked " + ([$d.voters[]?.agent_id] | join(", "))
  elif $kind == "review" then
    "review \($d.status), score \($d.consensus_score) of \($d.quorum): "
    + ([$d.votes[]? | "\(.agent_id) \(.vote)"] | join(", "))
  else "\($kind): \(.why)" end'

mark_of() {
  case $1 in
  completed) printf '%s●%s' "$GREEN" "$PLAIN" ;;
  failed | cancelled) printf '%s●%s' "$RED" "$PLAIN" ;;
  escalated) printf '%s●%s' "$YELLOW" "$PLAIN" ;;
  *) printf '●' ;;
  esac
}

# show_votes: how the latest review of the task ended, and why.
show_votes() {
  local session
  # shellcheck disable=SC2153
  api_call "$DEVELOPER" GET "/reviews?task_id=$TASK&limit=1" || fail "$API_ERROR"
  session=$(jq -r '.[0].session_id // .[0].id // empty' <<<"$REPLY")
  [[ -n $session ]] || fail 'the task has no review'
  api_call "$DEVELOPER" GET "/reviews/$session/explanation" || fail "$API_ERROR"
  say ''
  say "  ${BOLD}Review${PLAIN}  $(jq -r '.summary // ""' <<<"$REPLY")"
  EXPLANATION=$REPLY
  api_call "$DEVELOPER" GET "/reviews/$session" || fail "$API_ERROR"
  jq -r '.votes[]? | [.agent_id, .vote, (.reasoning // "")] | @tsv' <<<"$REPLY" |
    while IFS=$'\t' read -r agent vote reasoning; do
      printf '    %-12s %s%-11s%s %s\n' "$agent" "$(colour_of "$vote")" "$vote" "$PLAIN" "$reasoning"
    done
}

colour_of() {
  case $1 in
  approve) printf '%s' "$GREEN" ;;
  conditional) printf '%s' "$YELLOW" ;;
  *) printf '%s' "$RED" ;;
  esac
}

show_escalation() {
  say ''
  say "  ${YELLOW}Escalation${PLAIN} $(jq -r '"\(.severity) · \(.pattern_type) · \(.reason)"' <<<"$ESCALATION")"
  jq -r '.suggested_fix // empty' <<<"$ESCALATION" | sed 's/^/    suggested: /'
}

# show_result: the code, its test result, the review, the bill.
show_result() {
  local task
  api_call "$DEVELOPER" GET "/tasks/$TASK" || fail "$API_ERROR"
  task=$REPLY
  say ''
  say "  ${BOLD}The code${PLAIN}  ${DIM}main.py, $(jq -r '.content_hash // ""' <<<"$task" | cut -c1-12)${PLAIN}"
  jq -r '[.steps[] | select(.role == "developer" and .output.files)] | last | .output.files[0].content // "(none)"' \
    <<<"$task" | sed "s/^/    $DIM│$PLAIN /"
  say "  ${BOLD}Its tests${PLAIN}"
  jq -r '[.steps[] | select(.role == "tester" and .output.files)] | last | .output.files[0].content // ""' <<<"$task" |
    sed -n 's/^ *def test_\([a-z0-9_]*\).*/\1/p' | tr '_' ' ' | sed 's/^/    · /'
  jq -r '.content_hash as $h | [.sandbox_runs[] | select(.kind == "has_tests" and .content_hash == $h)] | last
      | "\(.verdict): \(.evidence.tests_passed) of \(.evidence.tests_run) in \(.evidence.tests_ms) ms, in the sandbox (execution \(.execution_id))"' \
    <<<"$task" | sed 's/^/    /'
  show_votes
  show_bill
}

# show_bill: what each step reported, and what budget-service booked for the task once all of it is settled.
show_bill() {
  local task
  for _ in {1..20}; do
    api_call "$DEVELOPER" GET "/tasks/$TASK" || fail "$API_ERROR"
    task=$REPLY
    [[ $(jq '(.budget.settling // 0) + (.budget.reserved // 0)' <<<"$task") != 0 ]] || break
    sleep 1
  done
  api_call "$OPERATOR" GET '/budget/state?tenant_id=default&project_id=demo' || fail "$API_ERROR"
  say "  ${BOLD}The bill${PLAIN}"
  jq -r '.steps[] | select(.tokens_used and .agent_id) | [.type, .agent_id, (.tokens_used | tostring)] | @tsv' <<<"$task" |
    while IFS=$'\t' read -r type agent tokens; do
      printf '    %-12s %-14s %7s tokens\n' "$type" "$agent" "$tokens"
    done
  printf '    %-12s %-14s %s%7s tokens%s  %s%s%s\n' committed '' "$BOLD" "$(jq -r '.budget.committed' <<<"$task")" "$PLAIN" \
    "$DIM" "the project has used $(jq -r '"\(.used) of \(.total)"' <<<"$REPLY")" "$PLAIN"
}
