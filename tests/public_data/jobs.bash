#!/usr/bin/env bash
# The number of threads changes no byte, in any format, over all files, logs or not.
source "$(dirname "$0")/common.bash"
write_rule_for_everything "$scratch/rule.yml"

for format in table json jsonl sarif csv; do
  for sort in input time; do
    run one scan -j 1 -f "$format" --sort "$sort" -r "$scratch/rule.yml" .
    first=$status
    for jobs in 2 8; do
      run more scan -j "$jobs" -f "$format" --sort "$sort" -r "$scratch/rule.yml" .
      expect "$format, $sort, -j $jobs: exit status" "$status" "$first"
      for stream in out err; do
        cmp "$scratch/one.$stream" "$scratch/more.$stream" || complain "$format, $sort, -j $jobs: std$stream"
      done
    done
    if [[ $(wc -l <"$scratch/one.out") -lt 2000 && $format != sarif ]]; then
      complain "$format: too little output to prove anything"
    fi
  done
done
exit "$failed"
