#!/usr/bin/env bash
# measure.bash PROGRAM PEAK_MEMORY SCRATCH
#
# Measures the most memory that scans of large and of many inputs hold with two workers, and fails if
# it reaches 128 MiB. Takes some minutes and 1 GiB of disk; no part of the tests of a preset.
set -euo pipefail
program=$1 peak_memory=$2 scratch=$3
readonly most=$((128 * 1024))
record='{"eventVersion":"1.11","eventSource":"bedrock.amazonaws.com","eventName":"DeleteModelInvocationLoggingConfiguration","eventTime":"2026-11-01T03:00:00Z","eventID":"1","awsRegion":"us-east-1","recipientAccountId":"111122223333"}'
failed=0
rm -rf "$scratch"
mkdir -p "$scratch"
trap 'rm -rf "$scratch"' EXIT

# measure NAME STATUS ARGUMENT…: what comes in on standard input goes to the scan.
measure() {
  local name=$1 expected=$2 status=0 peak
  shift 2
  "$peak_memory" "$program" scan -j 2 -f jsonl "$@" >"$scratch/output" 2>"$scratch/messages" ||
    status=$?
  peak=$(sed -n 's/^peak //p' "$scratch/messages")
  printf '%-52s %4d MiB\n' "$name" $((peak / 1024))
  if ((peak >= most)); then
    echo "  too much"
    failed=1
  fi
  if ((status != expected)); then
    echo "  exit status $status, not $expected:"
    head -n 5 "$scratch/messages"
    failed=1
  fi
}

repeat() { head -c "$1" /dev/zero | tr '\0' "$2"; }

mkdir "$scratch/many"
for ((i = 0; i < 100000; i++)); do echo "$record" >"$scratch/many/$i"; done
measure '100,000 files with a match each, in one folder' 0 "$scratch/many"
find "$scratch/many" -type f >"$scratch/list"
measure 'the same, from a list' 0 --files-from "$scratch/list"
measure 'the same, with a ledger' 0 --ledger "$scratch/ledger" "$scratch/many"
measure 'the same, as alerts' 0 --alerts "$scratch/many"
rm -r "$scratch/many"

for ((i = 0; i < 1000; i++)); do echo "$record"; done >"$scratch/thousand"
for ((i = 0; i < 600; i++)); do cat "$scratch/thousand"; done >"$scratch/lines"
measure '130 MB of lines with a match each' 0 "$scratch/lines"
gzip -1 "$scratch/lines"
measure 'the same, compressed' 0 "$scratch/lines.gz"
rm "$scratch/lines.gz"

mkdir "$scratch/odd"
{ echo "$record"; repeat 2000 '1' | sed 's/1/1 /g'; } >"$scratch/odd/0"
for ((i = 1; i < 2000; i++)); do cp "$scratch/odd/0" "$scratch/odd/$i"; done
measure '2,000 files of an event and 2,000 numbers each' 3 "$scratch/odd"
rm -r "$scratch/odd"
for ((i = 0; i < 30; i++)); do
  printf '{"eventSource":"x","eventName":"y","awsRegion":"%d' "$i"
  repeat 12582912 'x'
  echo '"}'
done | gzip -1 >"$scratch/names.gz"
measure '30 regions with names of 12 MiB' 0 --max-ratio 2000 "$scratch/names.gz"

repeat 1073741824 '\0' | gzip -1 >"$scratch/zeros.gz"
measure 'a gzip file of 1 GiB of zeros' 3 "$scratch/zeros.gz"
measure 'the same, all of it' 0 --max-ratio 2000 "$scratch/zeros.gz"
repeat 1073741824 ' ' | gzip -1 >"$scratch/blanks.gz"
measure 'a gzip file of 1 GiB of blanks' 0 --max-ratio 2000 "$scratch/blanks.gz"
{ echo "$record"; repeat 2147483648 'x'; } | measure 'a line of 2 GiB behind a record' 3 -
{ printf '{"Records":["'; repeat 2147483648 'x'; } | measure 'a string of 2 GiB' 3 -
{ printf '{"Records":[{"a":"'; repeat 2147483648 'x'; } | measure 'a record of 2 GiB' 3 -
repeat 2147483648 '[' | measure '2 GiB of brackets' 3 -
{ printf '\377\376'; repeat 1073741824 'x'; } | measure '1 GiB of UTF-16' 3 -
exit "$failed"
