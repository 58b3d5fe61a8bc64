#!/usr/bin/env bash
# refuses_intruder.bash PROGRAM SCRATCH INTRUDER TESTDATA
#
# Every command refuses all that the intruder tries, and nothing of it without the sandbox: the
# attempts are real ones.
set -euo pipefail
program=$1 scratch=$2 intruder=$3 data=$4
rm -rf "$scratch"
mkdir -p "$scratch/in" "$scratch/elsewhere" "$scratch/out"
cd "$scratch"
if ! "$program" --sandbox require rules list >/dev/null 2>refusal; then
  cat refusal
  exit 77
fi
rule=AWS.Bedrock.DeleteModelInvocationLoggingConfiguration
echo '{"eventName":"A","eventSource":"b.amazonaws.com","eventVersion":"1.08"}' >in/log.json
"$program" rules export in >/dev/null 2>&1
mv "in/$rule.yml" in/rule.yml
echo secret >elsewhere/other

# attack MODE ANSWER INPUT ARGUMENT…
attack() {
  local mode=$1 answer=$2 input=$3
  shift 3
  rm -f elsewhere/new
  LD_PRELOAD=$intruder INTRUDER_INPUT=$input INTRUDER_NEW=elsewhere/new \
    INTRUDER_OTHER=elsewhere/other "$program" "$@" --sandbox "$mode" >out/stdout 2>out/stderr || true
  grep '^intruder: ' out/stderr >out/answers || true
  if [[ $(grep -c ": $answer\$" out/answers) -ne 11 || $(wc -l <out/answers) -ne 11 ]]; then
    echo "trailsift $* --sandbox $mode: expected eleven times '$answer'"
    cat out/stderr
    exit 1
  fi
}

for mode in require off; do
  answer=$([[ $mode == off ]] && echo 'done' || echo refused)
  attack $mode "$answer" in/log.json scan in/log.json -o json:out/scan.json
  attack $mode "$answer" in/log.json scan -j 4 in
  attack $mode "$answer" in/rule.yml scan --no-builtin -r in/rule.yml in/log.json
  attack $mode "$answer" in/log.json explain --rule $rule in/log.json
  attack $mode "$answer" in/rule.yml lint in/rule.yml -f sarif -o out/lint.sarif
  attack $mode "$answer" in/rule.yml test in/rule.yml
  attack $mode "$answer" in/rule.yml rules list --no-builtin -r in/rule.yml
  attack $mode "$answer" in/rule.yml rules show $rule --no-builtin -r in/rule.yml
  attack $mode "$answer" in/rule.yml rules coverage --no-builtin -r in/rule.yml
  attack $mode "$answer" in/rule.yml rules export --no-builtin -r in/rule.yml out/rules
done
