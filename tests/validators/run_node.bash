#!/usr/bin/env bash
# run_node.bash SCRIPT ARGUMENT…: runs the script, or skips the test visibly where node is missing.
if ! command -v node >/dev/null; then
  echo "skipped: node is not installed (tools/test does that)"
  exit 77
fi
exec node "$@"
