# Sourced: counts the instructions that a run executes, a figure that neither load nor clock changes.

# count_instructions PROGRAM ARGUMENT…: prints how many. What the program prints and its exit status
# do not matter.
count_instructions() {
  local report
  report=$(mktemp)
  valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$report" "$@" \
    >/dev/null 2>&1 || true
  sed -n 's/.*Collected : *\([0-9]*\).*/\1/p' "$report"
  rm -f "$report"
}

# count_scan PROGRAM PATH OPTION…: prints how many a scan of the path executes.
count_scan() {
  local program=$1 path=$2
  shift 2
  count_instructions "$program" scan -q -j 1 --sandbox off -f jsonl "$@" "$path"
}
