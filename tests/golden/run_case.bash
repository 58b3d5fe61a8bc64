#!/usr/bin/env bash
# run_case.bash PROGRAM CASE SCRATCH VERSION
#
# Runs one golden case; CMakeLists.txt describes its files. Exit status 0: as expected.
set -euo pipefail
program=$1 case=$2 scratch=$3 version=$4
data=$(cd "$case/../.." && pwd)
export LC_ALL=C

rm -rf "$scratch"
mkdir -p "$scratch/copy" "$scratch/expected" "$scratch/actual"
shopt -s extglob
cp -R "$data"/!(golden) "$scratch/copy/"
cd "$scratch/copy"
if [[ -e $case/setup ]]; then PATH="$(dirname "$program"):$PATH" bash -euo pipefail "$case/setup"; fi
find . -type f -exec touch --date=@0 {} +

environment=(PATH="$(dirname "$program"):/usr/bin:/bin" SOURCE_DATE_EPOCH=1794614400)
for name in ASAN_OPTIONS UBSAN_OPTIONS TSAN_OPTIONS; do
  if [[ -v $name ]]; then environment+=("$name=${!name}"); fi
done
if [[ -e $case/env ]]; then
  mapfile -t added <"$case/env"
  environment+=("${added[@]}")
fi

if [[ -e $case/command ]]; then
  run=(bash -uo pipefail "$case/command")
else
  mapfile -t arguments <"$case/args"
  run=("$program" "${arguments[@]}")
fi
input=/dev/null
if [[ -e $case/stdin ]]; then input=$case/stdin; fi
status=0
env -i "${environment[@]}" "${run[@]}" <"$input" >"$scratch/actual/stdout" \
  2>"$scratch/actual/stderr" || status=$?
echo "$status" >"$scratch/actual/status"
# What confines the program depends on the kernel.
sed -i -E 's/^(trailsift: note: sandbox: )files .*/\1@SANDBOX@/' "$scratch/actual/stderr"

# Files that the run made or changed.
while IFS= read -r -d '' file; do
  mkdir -p "$(dirname "$scratch/actual/files/$file")"
  cp "$file" "$scratch/actual/files/$file"
done < <(find . -type f -newermt @1 -print0)

if [[ -n ${TRAILSIFT_GOLDEN_UPDATE:-} ]]; then
  rm -rf "$case"/{stdout,stderr,status,files}
  find "$scratch/actual" -maxdepth 1 -type f -empty -delete
  find "$scratch/actual" -type f -exec sed -i -E \
    "s/(trailsift |ersion\":\")${version//./\\.}\>/\1@VERSION@/g" {} +
  cp -R "$scratch/actual/." "$case/"
  echo "written anew: $case"
  exit
fi

touch "$scratch/expected"/{stdout,stderr}
cp -R "$case"/@(stdout|stderr|status|files) "$scratch/expected/"
find "$scratch/expected" -type f -exec sed -i "s/@VERSION@/$version/g" {} +
cd "$scratch"
diff --text --recursive --new-file --unified expected actual
