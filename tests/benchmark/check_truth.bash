#!/usr/bin/env bash
# check_truth.bash GENERATOR SCRATCH
#
# Generates a small corpus of each shape, reads it with jq, and compares what that finds with the truth
# that the generator wrote. The same arguments must give the same bytes.
set -euo pipefail
generator=$1 scratch=$2
for program in jq zcat; do
  command -v "$program" >/dev/null || { echo "$program is missing"; exit 77; }
done
rm -rf "$scratch"
mkdir -p "$scratch"
trap 'rm -rf "$scratch"' EXIT

# The files of a corpus, in the order of their paths, as text.
read_logs() { find "$1/logs" -type f -print0 | sort -z | xargs -0 zcat -f; }

for shape in deliveries tiny huge-gzip records huge-records json-lines; do
  "$generator" --seed 5 --shape "$shape" --kilobytes 800 "$scratch/$shape"
  "$generator" --seed 5 --shape "$shape" --kilobytes 800 "$scratch/again"
  diff -r "$scratch/$shape" "$scratch/again"

  read_logs "$scratch/$shape" | jq -n '
    [inputs | (.Records? // [.])[]] as $records
    | {records: ($records | length),
       lookalikes: ([$records[] | select(tojson | contains("DeleteModelInvocationLoggingConf"))] | length),
       matches: [$records[]
         | select(.eventSource == "bedrock.amazonaws.com"
                  and .eventName == "DeleteModelInvocationLoggingConfiguration"
                  and .errorCode == null and .errorMessage == null)
         | .eventID]}' >"$scratch/read.json"
  jq --argjson files "$(find "$scratch/$shape/logs" -type f | wc -l)" \
    --argjson bytes "$(read_logs "$scratch/$shape" | wc -c)" --slurpfile read "$scratch/read.json" '
    [(if .files != $files then "files: \($files), in truth \(.files)" else empty end),
     (if .bytes != $bytes then "bytes: \($bytes), in truth \(.bytes)" else empty end),
     (if .records != $read[0].records
      then "records: \($read[0].records), in truth \(.records)" else empty end),
     (if .matches != $read[0].matches
      then "matches: \($read[0].matches), in truth \(.matches)" else empty end),
     (if .records - .plants.ordinary != $read[0].lookalikes
      then "plants: \($read[0].lookalikes), in truth \(.plants)" else empty end),
     (.plants | to_entries[] | select(.value == 0) | "there is no \(.key)")]
    | if . == [] then empty else halt_error(1) end' "$scratch/$shape/truth.json" ||
    { echo "of $shape the generator wrote no truth"; exit 1; }
  echo "$shape: $(jq -c '[.records, (.matches | length)]' "$scratch/read.json")"
done
