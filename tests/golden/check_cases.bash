#!/usr/bin/env bash
# check_cases.bash FOLDER: every case in FOLDER says what to run and what must come of it, and holds
# no file that the harness would not look at.
set -euo pipefail
cases=0
bad=0
for case in "$1"/*/; do
  cases=$((cases + 1))
  if [[ ! -e ${case}status ]]; then echo "$case: no status" && bad=1; fi
  if [[ -e ${case}args && -e ${case}command || ! -e ${case}args && ! -e ${case}command ]]; then
    echo "$case: needs either args or command"
    bad=1
  fi
  for file in "$case"*; do
    case ${file##*/} in
      args | command | setup | stdin | env | stdout | stderr | status | files) ;;
      *) echo "$file: unknown file" && bad=1 ;;
    esac
  done
done
echo "$cases cases"
[[ $cases -gt 0 && $bad -eq 0 ]]
