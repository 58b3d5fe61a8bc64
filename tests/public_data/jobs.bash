#!/usr/bin/env bash
# The number of threads changes no byte, in any format, over all files, logs or not.
source "$(dirname "$0")/common.bash"
write_rule_for_everything "$scratch/rule.yml"

# scan_with NAME OPTION…: scans all files into all formats.
scan_with() {
  local name=$1 format
  local -a outputs=()
  shift
  for format in json jsonl sarif csv; do outputs+=(-o "$format:$scratch/$name.$format"); done
  run "$name" scan "${outputs[@]}" -r "$scratch/rule.yml" "$@" .
}

for sort in input time; do
  scan_with one --sort "$sort" -j 1
  first=$status
  for jobs in 2 8; do
    scan_with more --sort "$sort" -j "$jobs"
    expect "--sort $sort -j $jobs: exit status" "$status" "$first"
    for output in out err json jsonl sarif csv; do
      cmp "$scratch/one.$output" "$scratch/more.$output" ||
        complain "--sort $sort -j $jobs: other bytes of $output"
    done
  done
  for output in out json jsonl sarif csv; do
    if [[ $(wc -l <"$scratch/one.$output") -lt 3000 ]]; then
      complain "$output: too little output to prove anything"
    fi
  done
done
exit "$failed"
