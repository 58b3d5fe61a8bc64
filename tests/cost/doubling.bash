#!/usr/bin/env bash
# doubling.bash PROGRAM ADVERSARIAL_INPUT SCRATCH
#
# Of each kind of adversarial input, twice as much may cost at most 2.2 times the instructions, and a
# byte at most 10 times those that a byte of an ordinary log costs, or what ceilings.txt says. Bytes
# are those stored or those decoded, whichever are more. Prints a line for each kind.
set -euo pipefail
export program=$1 generator=$2 scratch=$3
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly size=100000
command -v valgrind >/dev/null || { echo "valgrind is missing"; exit 77; }
rm -rf "$scratch"
mkdir -p "$scratch"
trap 'rm -rf "$scratch"' EXIT
# shellcheck source=tests/cost/count.bash
source "$folder/count.bash"

# rules_for KIND: prints the file with the rules that such an input is aimed at, if there are any.
rules_for() {
  case $1 in held-texts) echo "$scratch/nested-texts.yml" ;; esac
}

# Rules for texts that begin, end and hold each other, in each way to look for one.
nested_texts() {
  local length condition
  for ((length = 1; length <= 100; length++)); do
    for condition in Contains StartsWith EndsWith IContains; do
      cat <<EOF
---
AnalysisType: rule
RuleID: Nested.$condition.$length
Enabled: true
Severity: Info
LogTypes: [AWS.CloudTrail]
Detection:
  - {Key: awsRegion, Condition: $condition, Value: "$(printf 'a%.0s' $(seq "$length"))"}
  - {Key: awsRegion, Condition: EndsWith, Value: nowhere}
EOF
    done
  done
}
nested_texts >"$scratch/nested-texts.yml"

# count KIND FILE: what a scan of the file costs with the rules for the kind.
count() {
  local rules
  rules=$(rules_for "$1")
  count_scan "$program" "$2" ${rules:+-r "$rules"}
}

cost_of() {
  "$generator" "$1" "$2" >"$scratch/$1-$2"
  count "$1" "$scratch/$1-$2"
}
export -f rules_for count cost_of count_scan count_instructions

# bytes_of FILE: prints what a scan reads or makes of it.
bytes_of() {
  { "$program" scan -q -f json "$1" 2>/dev/null || true; } | jq '[.summary.bytes | .stored_read, .decoded] | max'
}
export -f bytes_of

"$generator" ordinary 0 >"$scratch/nothing"
none=$(count ordinary "$scratch/nothing")
ordinary=$(($(cost_of ordinary "$size") - none))
ordinary_bytes=$(bytes_of "$scratch/ordinary-$size")

# judge NAME: one line; "too" in it fails the test.
judge() {
  local none once twice bytes ceiling
  none=$(count "$1" "$scratch/nothing")
  once=$(($(cost_of "$1" "$size") - none))
  twice=$(($(cost_of "$1" $((2 * size))) - none))
  bytes=$(bytes_of "$scratch/$1-$size")
  ceiling=$(sed -n "s/^$1 //p" "$folder/ceilings.txt")
  awk -v name="$1" -v once="$once" -v twice="$twice" -v bytes="$bytes" -v ordinary="$ordinary" \
    -v ordinary_bytes="$ordinary_bytes" -v ceiling="${ceiling:-10}" 'BEGIN {
    growth = twice / once; cost = once / bytes * ordinary_bytes / ordinary
    printf "%-24s a byte %6.2f times an ordinary one (at most %d), doubled %5.2f%s%s\n", name, cost,
      ceiling, growth, (growth > 2.2 ? "  grows too fast" : ""),
      (cost > ceiling ? "  costs too much" : "")
  }'
}
export -f judge
export folder ordinary ordinary_bytes size
"$generator" | xargs -P "$(nproc)" -I{} bash -c 'judge {}' | sort | tee "$scratch/table"
[[ $(wc -l <"$scratch/table") -eq $("$generator" | wc -l) ]]
! grep -qE 'too (fast|much)' "$scratch/table"
