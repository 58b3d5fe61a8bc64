#!/usr/bin/env bash
# A file, the same through standard input, and the same compressed give equal matches.
source "$(dirname "$0")/common.bash"
write_rule_for_everything "$scratch/rule.yml"
options=(-f jsonl -r "$scratch/rule.yml")

files=0
while IFS= read -r -d '' file; do
  files=$((files + 1))
  run file scan "${options[@]}" "$file"
  run stdin scan "${options[@]}" --stdin-name "$file" - <"$data/$file"
  cmp "$scratch/file.out" "$scratch/stdin.out" || complain "$file: other through standard input"
  gzip -n <"$data/$file" >"$scratch/file.gz"
  (cd "$scratch" && cat file.gz | "$program" scan "${options[@]}" --stdin-name "$file" - \
    >stdin.out 2>stdin.err) || true
  cmp <(jq -c 'del(.location.member)' "$scratch/file.out") \
    <(jq -c 'del(.location.member)' "$scratch/stdin.out") || complain "$file: other as gzip"
done < <(cd "$data" && find cloudtrail/stratus-red-team cloudtrail/aws-user-guide \
  cloudtrail/panther-analysis \( -name '*.json' -o -name '*.jsonl' \) -print0 | sort -z)
expect "files" "$files" 20
exit "$failed"
