#!/usr/bin/env bash
# keeps_what_it_needs.bash PROGRAM SCRATCH INTRUDER TESTDATA
#
# With and without the sandbox a run writes the same, wherever its inputs and outputs stand.
set -euo pipefail
program=$1 scratch=$2
rm -rf "$scratch"
mkdir -p "$scratch/logs/deep" "$scratch/rules" "$scratch/out" "$scratch/real"
cd "$scratch"
if ! "$program" --sandbox require rules list >/dev/null 2>refusal; then
  cat refusal
  exit 77
fi
rule=AWS.Bedrock.DeleteModelInvocationLoggingConfiguration
event='{"eventName":"DeleteModelInvocationLoggingConfiguration","eventSource":"bedrock.amazonaws.com","eventVersion":"1.08","eventID":"1"}'
echo "$event" >logs/deep/a.json
gzip -k logs/deep/a.json
echo "$event" >real/b.json
ln -s ../real/b.json logs/link.json
mkfifo pipe
printf '%s\n' logs/link.json real/b.json logs/deep >list
"$program" rules export rules >/dev/null 2>&1
mkdir linked
mv rules/$rule.yml real/
ln -s ../real/$rule.yml rules/
ln -s ../real/$rule.yml linked/rule.yml
export SOURCE_DATE_EPOCH=1794614400

# same STATUS ARGUMENT…: the run leaves the same behind in out/ and says the same.
same() {
  local expected=$1 mode status
  shift
  for mode in require off; do
    rm -rf out "$mode"
    mkdir out
    status=0
    "$@" --sandbox $mode >out/stdout 2>out/stderr || status=$?
    if [[ $status -ne $expected ]]; then
      echo "$* --sandbox $mode: status $status instead of $expected"
      cat out/stderr
      exit 1
    fi
    mv out $mode
  done
  diff -r require off
}

into_pipe() {
  cat pipe >out/from_pipe &
  "$@"
  wait $!
}
into_standard_output() { "$program" scan logs -f jsonl -o /dev/stdout "$@" | cat; }
through_substitution() {
  "$program" scan -f jsonl <(cat logs/deep/a.json) "$@" | sed 's/"path":"[^"]*"//'
}

same 0 "$program" scan logs -f json -o out/report.json -o sarif:out/report.sarif
same 0 "$program" scan logs/link.json -r rules --no-builtin -f jsonl
same 3 "$program" scan logs missing.json -f csv
same 0 "$program" scan --files-from list -f jsonl --ledger out/ledger.jsonl
same 0 into_standard_output
same 0 into_pipe "$program" scan logs -f jsonl -o pipe
same 0 through_substitution
same 0 "$program" explain --rule $rule logs -o out/explained
same 0 "$program" test linked
same 0 "$program" lint rules -f sarif -o out/lint.sarif
same 0 env GITHUB_STEP_SUMMARY=out/summary.md "$program" test rules -f github
same 0 "$program" rules show $rule -f markdown -o out/card.md
same 0 "$program" rules export -r rules out/new/folder
same 2 "$program" scan logs -o missing/folder/report
# More matches than are kept in memory until the end.
awk -v event="${event%\}}" 'BEGIN {
  padding = sprintf("%8000s", ""); gsub(" ", "x", padding)
  for (i = 0; i < 9000; ++i) print event ",\"x\":\"" padding i "\"}"
}' >many.jsonl
same 0 "$program" scan many.jsonl --sort time -q -f jsonl
