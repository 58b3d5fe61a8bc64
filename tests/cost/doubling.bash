#!/usr/bin/env bash
# doubling.bash PROGRAM ADVERSARIAL_INPUT SCRATCH
#
# Of each kind of adversarial input, twice as much may cost at most 2.2 times the instructions. Prints
# a line for each kind, with what its bytes cost beside those of an ordinary log.
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

cost_of() {
  "$generator" "$1" "$2" >"$scratch/$1-$2"
  count_scan "$program" "$scratch/$1-$2"
}
export -f cost_of count_scan count_instructions

"$generator" ordinary 0 >"$scratch/nothing"
none=$(count_scan "$program" "$scratch/nothing")
ordinary=$(($(cost_of ordinary "$size") - none))

# judge NAME: one line; "too fast" in it fails the test.
judge() {
  local once twice
  once=$(($(cost_of "$1" "$size") - none))
  twice=$(($(cost_of "$1" $((2 * size))) - none))
  awk -v name="$1" -v once="$once" -v twice="$twice" -v ordinary="$ordinary" 'BEGIN {
    growth = twice / once; cost = once / ordinary
    printf "%-24s %6.2f times an ordinary log, doubled %5.2f%s\n", name, cost, growth,
      (growth > 2.2 ? "  grows too fast" : "")
  }'
}
export -f judge
export none ordinary size
"$generator" | xargs -P "$(nproc)" -I{} bash -c 'judge {}' | sort | tee "$scratch/table"
[[ $(wc -l <"$scratch/table") -eq $("$generator" | wc -l) ]]
! grep -q 'too fast' "$scratch/table"
