#!/usr/bin/env bash
# budget.bash PROGRAM CORPUS_GENERATOR SCRATCH BUDGET COMPILER
#
# The instructions that a scan executes for each record may be at most 5 % more than BUDGET says, in
# lines `NAME INSTRUCTIONS`. Start-up and loading are left out: each figure is the difference between
# nine times as many files and as many: loading a thousand rules varies by 0.1 % with the lengths of
# paths, which would be up to 4 % of the figure for as many files once. Figures hold for one compiler
# and processor; with others this is skipped. TRAILSIFT_COST_UPDATE=1 writes the budget anew.
set -euo pipefail
program=$1 generator=$2 scratch=$3 budget=$4 compiler=$5
# shellcheck source=tests/cost/count.bash
source "$(dirname "${BASH_SOURCE[0]}")/count.bash"

for tool in valgrind jq; do
  command -v "$tool" >/dev/null || { echo "$tool is missing"; exit 77; }
done
here="$compiler $(uname -m) $(grep -qw avx2 /proc/cpuinfo && echo avx2 || echo no-avx2)"
readonly here
if [[ -z ${TRAILSIFT_COST_UPDATE:-} && $here != "$(sed -n 's/^# Counted with //p' "$budget")" ]]; then
  echo "the budget was not counted with $here"
  exit 77
fi
rm -rf "$scratch"
mkdir -p "$scratch"
trap 'rm -rf "$scratch"' EXIT
"$generator" --seed 11 --files 16 --records 100 "$scratch/corpus"

# rules_for_frequent_call KEY CONDITION TEXT: a thousand rules for a call that the corpus has, each
# with a condition that never holds.
rules_for_frequent_call() {
  local number
  for ((number = 0; number < 1000; number++)); do
    cat <<EOF
---
AnalysisType: rule
RuleID: Budget.$number
Enabled: true
Severity: Info
LogTypes: [AWS.CloudTrail]
Detection:
  - {Key: eventName, Condition: Equals, Value: PutObject}
  - {Key: $1, Condition: $2, Value: $3-$number-}
EOF
  done
}
rules_for_frequent_call awsRegion Equals nowhere >"$scratch/values.yml"
rules_for_frequent_call userAgent Contains tool >"$scratch/texts.yml"

# cost NAME GLOB ARGUMENT…: prints NAME and the instructions for each record.
cost() {
  local name=$1 glob=$2 once often records copy
  shift 2
  rm -rf "$scratch/once" "$scratch/often"
  mkdir "$scratch/once" "$scratch/often"
  find "$scratch/corpus/logs" -name "$glob" -exec cp -t "$scratch/once" {} +
  for copy in {1..9}; do
    find "$scratch/once" -type f -printf '%f\0' |
      xargs -0 -I{} cp "$scratch/once/{}" "$scratch/often/$copy-{}"
  done
  records=$("$program" scan -q -f json "$scratch/once" | jq .summary.records.judged)
  once=$(count_scan "$program" "$scratch/once" "$@")
  often=$(count_scan "$program" "$scratch/often" "$@")
  echo "$name $(((often - once) / (8 * records)))"
}

{
  echo "# Instructions for each record; written by budget.bash."
  echo "# Counted with $here"
  cost gzip '*.json.gz'
  cost plain '*.json'
  cost json-lines '*.jsonl'
  cost thousand-rules '*.json' -r "$scratch/values.yml"
  cost thousand-texts '*.json' -r "$scratch/texts.yml"
} >"$scratch/counted"
cat "$scratch/counted"
if [[ -n ${TRAILSIFT_COST_UPDATE:-} ]]; then
  cp "$scratch/counted" "$budget"
  exit
fi
join <(grep -v '^#' "$budget" | sort) <(grep -v '^#' "$scratch/counted" | sort) >"$scratch/joined"
[[ $(wc -l <"$scratch/joined") -eq $(grep -vc '^#' "$budget") ]]
awk '$3 > 1.05 * $2 {print $1 ": " $3 " instead of " $2; over = 1}
     $3 < 0.95 * $2 {print $1 ": " $3 " instead of " $2 "; the budget can be lowered"}
     END {exit over}' "$scratch/joined"
