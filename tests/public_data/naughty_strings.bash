#!/usr/bin/env bash
# Strings that break programs, in every field that outputs show: no control byte reaches standard
# output or standard error, and every document can be read.
source "$(dirname "$0")/common.bash"
write_rule_for_everything "$scratch/rule.yml"

jq -c '.[] | {eventVersion: "1.11", eventTime: "2026-11-03T00:00:00Z", eventSource: "example.amazonaws.com",
  eventName: ., awsRegion: ., sourceIPAddress: ., userAgent: ., errorCode: ., recipientAccountId: .,
  userIdentity: {type: "IAMUser", userName: ., arn: ., accessKeyId: .}, requestParameters: {(.): .}}' \
  "$data"/naughty-strings/*.json >"$scratch/events.jsonl"
expect "strings" "$(wc -l <"$scratch/events.jsonl")" 515

# C0 but LF, DEL; C1, bidirectional, line and paragraph separators in UTF-8.
control=$'[\x01-\x09\x0b-\x1f\x7f]'
hostile=$(printf '\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]')

for format in table json jsonl sarif csv; do
  run "$format" scan -f "$format" -r "$scratch/rule.yml" "$scratch/events.jsonl"
  expect "$format: exit status" "$status" 0
  if [[ $format == csv ]]; then sed -i 's/\r$//' "$scratch/csv.out"; fi
  for stream in out err; do
    file=$scratch/$format.$stream
    if grep -aqE "$control" "$file" || [[ $(tr -d '\0' <"$file" | wc -c) -ne $(wc -c <"$file") ]]; then
      complain "$format: a control byte on std$stream"
    fi
  done
  # `event` and `user_identity` are the record's own bytes, in which these are legal.
  if [[ $format != json && $format != jsonl ]] && grep -aqE "$hostile" "$scratch/$format".*; then
    complain "$format: a hostile character"
  fi
done
expect "rows of the table" "$(wc -l <"$scratch/table.out")" 516
expect "rows of csv" "$(wc -l <"$scratch/csv.out")" 516
expect "lines of jsonl" "$(wc -l <"$scratch/jsonl.out")" 515
expect "matches of json" "$(jq '.matches | length' "$scratch/json.out")" 515
expect "results of sarif" "$(jq '.runs[0].results | length' "$scratch/sarif.out")" 515
cmp <(jq -c '.event' "$scratch/jsonl.out") "$scratch/events.jsonl" || complain "an event was changed"
cmp <(jq -c '[.event_name, .user_agent, .actor_user]' "$scratch/jsonl.out") \
  <(jq -c '[.eventName, .userAgent, if .userIdentity.userName == "" then "UnknownIAMUser" else
            .userIdentity.userName end]' "$scratch/events.jsonl") || complain "a field was changed"
exit "$failed"
