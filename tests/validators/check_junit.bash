#!/usr/bin/env bash
# check_junit.bash SCHEMA GOLDEN
#
# Judges every JUnit document among the golden outputs by the XML schema and by its counts, with
# xmllint; then proves that the judge judges: sound documents, spoilt in one way each, must be
# refused. Without xmllint the test is skipped visibly.
set -euo pipefail
schema=$1 golden=$2
if ! command -v xmllint >/dev/null; then
  echo "skipped: xmllint is not installed (libxml2-utils; tools/test does that)"
  exit 77
fi

# Reads a document on standard input; says what is wrong with it.
judge() {
  local document element attribute sums
  document=$(cat)
  xmllint --nonet --noout --schema "$schema" - <<<"$document" 2>&1 | grep -v '^- validates$'
  for element in testcase:tests failure:failures error:errors skipped:skipped; do
    attribute=${element#*:} element=${element%:*}
    sums="count(//$element) = //testsuites/@$attribute and count(//$element) = sum(//testsuite/@$attribute)"
    sums+=" and not(//testsuite[@$attribute != count(.//$element)])"
    if [[ $(xmllint --nonet --xpath "$sums" - <<<"$document" 2>&1) != true ]]; then
      echo "$attribute does not count the ${element}s"
    fi
  done
}

failed=0 judged=0 spoilt=0
while IFS= read -r file; do
  judged=$((judged + 1))
  problems=$(judge <"$file" || true)
  if [[ -n $problems ]]; then
    printf '%s: %s\n' "$file" "$problems"
    failed=1
  fi
done < <(grep -rlZ --include=stdout --include='*.xml' '^<?xml' "$golden" | sort -z | tr '\0' '\n')
if [[ $judged -eq 0 ]]; then
  echo "no JUnit document to judge"
  failed=1
fi

# Each line: what sed does to a sound document.
while IFS= read -r damage; do
  spoilt=$((spoilt + 1))
  problems=$(sed -E "$damage" "$golden/test-failing-junit/stdout" | judge || true)
  if [[ -z $problems ]]; then
    echo "accepted in spite of: $damage"
    failed=1
  fi
done <<'DAMAGE'
s/ name="A deletion"//
s/name="A deletion"/name="Another log type"/
s/<testsuites name="trailsift" tests="5"/<testsuites name="trailsift" tests="6"/
s/failures="2" errors="0" skipped="1"/failures="1" errors="0" skipped="1"/
s/<(\/?)failure/<\1problem/
s/line="18"/line="x"/
s/>no tests</></
s/ type="verdict"//
s/&quot;Delete&quot;/<b>/
s/<testcase /<testcase extra="1" /
s/<\/testsuites>//
DAMAGE

echo "$judged documents judged, $spoilt spoilt ones"
exit "$failed"
