#!/usr/bin/env bash
# Every file of the set is read, every event judged, and one event is a match; the counts are those
# of its README.
source "$(dirname "$0")/common.bash"

figure() { jq -r "$1" "$scratch/report.out"; }

# check_folder NAME PATTERN LINES_OF_CARRIERS: scans the logs of the folder. A line that carries
# several events is one in the README.
check_folder() {
  local counts files events
  counts=$(sed -nE "s#^\| cloudtrail/$1 \| [^|]* \| ([0-9]+) [^|]* \| ([0-9,]+)[^|]*\|.*#\1 \2#p" \
    "$data/README.md" | tr -d ,)
  read -r files events <<<"$counts"
  (cd "$data" && find "cloudtrail/$1" -name "$2" -print0 | sort -z) >"$scratch/files"
  mapfile -d '' -t paths <"$scratch/files"
  run report scan -f json "${paths[@]}"
  expect "$1: exit status" "$status" 0
  expect "$1: files" "$(figure .summary.sources.read)" "$files"
  expect "$1: events" "$(figure '.summary | .records.judged + (.skipped_values.other_log_type // 0)
      - (.shapes.lookup_events.records // 0)')" "$((events - $3))"
}

check_folder invictus-ir '*.json' 0
check_folder stratus-red-team '*.json' 0
check_folder traildiscover '*.json.cloudtrail' 0
check_folder aws-user-guide '*.jsonl' 1
check_folder panther-analysis '*.jsonl' 0

run report scan -f json cloudtrail
expect "matches" "$(figure '[.matches[] | "\(.event_id) \(.location.path):\(.location.line)"] | join(" ")')" \
  "28773860-a4fd-47c7-a215-6f0e6e6e532f cloudtrail/panther-analysis/rule-test-events.jsonl:15"
expect "records" "$(figure .summary.records.judged)" 3648
expect "anomalies that leave something unjudged" \
  "$(figure '[.anomalies[] | select(.unjudged)] | length')" 0
expect "exit status" "$status" 0
grep -q ' 3,648 records judged' "$scratch/report.err" || complain "the summary does not say 3,648"
grep -q ' 1 match (1 medium)' "$scratch/report.err" || complain "the summary does not say 1 match"
exit "$failed"
