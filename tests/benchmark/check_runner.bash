#!/usr/bin/env bash
# check_runner.bash SCAN_BENCHMARK SCRATCH
#
# The benchmark must run to its end on small corpora, and fail where a scan finds anything else than
# what a truth file says. What it measures is not looked at.
set -euo pipefail
benchmark=$1 scratch=$2
rm -rf "$scratch"
mkdir -p "$scratch"
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

fail() {
  echo "$1"
  cat output messages
  exit 1
}

run() {
  "$benchmark" --rounds 1 --peer-rounds 1 --kilobytes 800 --rules 100 --corpora corpora >output \
    2>messages
}

# expect_failure MESSAGE: a run must end with status 1 and say that.
expect_failure() {
  local status=0
  run || status=$?
  [[ $status -eq 1 ]] || fail "status $status"
  grep -qF "$1" messages || fail "it does not say: $1"
}

run || fail "a run failed"
for shape in deliveries tiny huge-gzip records huge-records json-lines; do
  grep -q "^| $shape *| 1  *| [0-9]" output || fail "no line of $shape"
done
for rules in 10 100; do
  [[ $(grep -c "^| $rules *|.*|.*|.*|.*|.*|$" output) -eq 3 ]] || fail "no lines of $rules rules"
done
grep -q '^- trailsift: [1-9][0-9]* scans, each with the events of the truth file$' output ||
  fail "no line of answers"

# Another id, a match less, a record more.
truth=corpora/records/truth.json
cp "$truth" truth
sed '/"matches"/s/\["[0-9a-f]*/["0/' truth >"$truth"
expect_failure "wrong answer: the scan of records with 1 thread finds "
sed 's/"matches": .*/"matches": [/' truth >"$truth"
expect_failure "wrong answer: the scan of records with 1 thread finds 3 where 2 is true"
sed 's/"records": \([0-9]*\)/"records": 1\1/' truth >"$truth"
expect_failure "wrong answer: the scan of records with 1 thread judges "
cp truth "$truth"
run || fail "a run failed after the truth was put back"
