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
  local why from to by more
  why=$(jq -r '.why // ""' <<<"$2")
  by=$(jq -r '.by // .actor // ""' <<<"$2")
  case $1 in
  state)
    from=$(jq -r '.from // ""' <<<"$2") to=$(jq -r '.to // .state // ""' <<<"$2")
    STATE=$to
    at "$(mark_of "$to")" "${BOLD}${from:+$from → }$to${PLAIN}${why:+  $DIM$why$PLAIN}"
    ;;
  step)
    more=$(jq -r '.data | [(.type // empty), (.agent_id // empty), (if .tokens_used then "\(.tokens_used) tokens" else empty end)] | join(" · ")' <<<"$2")
    at '·' "step ${more:+$more · }$why"
    ;;
  guard)
    if [[ $(jq -r '.data.holds // "null"' <<<"$2") == false ]]; then
      at "${YELLOW}✗${PLAIN}" "guard $(jq -r '.data.guard // ""' <<<"$2") refuses  $DIM$why$PLAIN"
    else
      at "${GREEN}✓${PLAIN}" "guard $(jq -r '.data.guard // ""' <<<"$2")  $DIM$why$PLAIN"
    fi
    ;;
  *) at '·' "$1  $why  $DIM$(jq -r '.by // ""' <<<"$2")$PLAIN" ;;
  esac
  [[ ! $STATE =~ $UNTIL ]]
}

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
    sed -n 's/^ *def \(test_[a-z0-9_]*\).*/    ✓ \1/p' | tr '_' ' '
  show_votes
  show_bill
}

# show_bill: what budget-service booked for the task, by step.
show_bill() {
  api_call "$OPERATOR" GET "/budget/transactions?tenant_id=default&project_id=demo&task_id=$TASK&type=commit&limit=200" ||
    fail "$API_ERROR"
  say "  ${BOLD}The bill${PLAIN}"
  jq -r '.[] | [(.purpose // "step"), (.agent_id // ""), (.amount | tostring)] | @tsv' <<<"$REPLY" |
    while IFS=$'\t' read -r purpose agent amount; do
      printf '    %-44s %-12s %8s tokens\n' "$purpose" "$agent" "$amount"
    done
  printf '    %-44s %-12s %s%8s tokens%s\n' total '' "$BOLD" "$(jq '[.[].amount] | add // 0' <<<"$REPLY")" "$PLAIN"
}
