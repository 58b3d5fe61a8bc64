# Sourced by the tests of this folder, which are called with PROGRAM DATA SCRATCH.
set -euo pipefail
export LC_ALL=C SOURCE_DATE_EPOCH=1794614400
program=$1 data=$2 scratch=$3
failed=0

if [[ ! -e $data/README.md ]]; then
  echo "skipped: the public logs are not at $data"
  exit 77
fi
data=$(cd "$data" && pwd)
rm -rf "$scratch"
mkdir -p "$scratch"

complain() {
  echo "$*"
  failed=1
}

# expect WHAT GOT WANTED
expect() {
  if [[ $2 != "$3" ]]; then complain "$1: $2, not $3"; fi
}

# Runs trailsift in the data folder. Sets `status`; its output goes to files NAME.out and NAME.err.
run() {
  local name=$1
  shift
  status=0
  (cd "$data" && exec "$program" "$@") >"$scratch/$name.out" 2>"$scratch/$name.err" || status=$?
}

# A rule that matches every event, to have something to print for each.
write_rule_for_everything() {
  cat >"$1" <<'RULE'
AnalysisType: rule
RuleID: Test.Everything
Enabled: true
LogTypes: [AWS.CloudTrail]
Severity: Info
Detection:
  - All: []
AlertTitle: "{eventName} by {p_udm.actor_user}"
RULE
}
