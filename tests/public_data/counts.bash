#!/usr/bin/env bash
# Every file of the set is read, every event judged, and one event is a match; the counts are those
# of its README.
source "$(dirname "$0")/common.bash"

# The files and events that the README names for a folder.
readme_counts() {
  sed -nE "s#^\| cloudtrail/$1 \| [^|]* \| ([0-9]+) [^|]* \| ([0-9,]+) [^|]*\|.*#\1 \2#p" \
    "$data/README.md" | tr -d ,
}
figure() { jq -r ".summary.$2" "$scratch/$1.out"; }
