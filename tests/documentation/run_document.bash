#!/usr/bin/env bash
# run_document.bash PROGRAM CHECKOUT DOCUMENT SCRATCH [MINIMUM]
#
# Runs the commands of a Markdown document with bash, each by itself, from the root of a copy of the
# checkout (without build/ and .git/) with trailsift on the PATH, in the order of the document.
# Exit status 0: all did what the document says, and at least MINIMUM (1) were run.
#
#   ```console   A line "$ COMMAND" is run; the lines behind it are its exact output, standard output
#                and error together. A line "..." there stands for any number of lines.
#   ```sh        Each command is run and its output ignored.
#   ```yaml FILE (or another language) is written to FILE in the copy.
#
# A command whose quotes, here-documents or backslash at the end ask for it goes on in the next line
# (from which "> " is taken away). Its exit status must be 0, or N if a line "# exit N" stands
# before it. Commands that fetch, build, install or test the project are skipped, which is said;
# tools/run finds its build done. Other blocks are not looked at.
set -euo pipefail
program=$1 checkout=$2 document=$3 scratch=$4 minimum=${5:-1}

failed=0
run=0
wanted_status=0

prepare_copy() {
  rm -rf "$scratch"
  mkdir -p "$scratch/copy/build/release" "$scratch/bin"
  tar -C "$checkout" --exclude=./build --exclude=./.git -cf - . | tar -C "$scratch/copy" -xf -
  ln -s "$program" "$scratch/bin/trailsift"
  ln -s "$program" "$scratch/copy/build/release/trailsift"
  cat >"$scratch/copy/tools/prepare.bash" <<'STUB'
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
install_packages_for() { :; }
build_preset() { :; }
STUB
}

complain() {
  printf '%s:%s: %s\n' "$document" "$1" "$2"
  failed=$((failed + 1))
}

is_skipped() {
  case $1 in
    tools/test* | .ci/run* | git\ clone* | 'cd trailsift' | sudo\ * | apt-get\ * | cmake\ * | ctest\ *) ;;
    *) return 1 ;;
  esac
}

is_incomplete() {
  [[ $1 == *\\ || -n $(bash -n <<<"$1" 2>&1) ]]
}

# True if the output (second argument) is the lines of the first, "..." being any number of lines.
output_matches() {
  local rest=$2 line segment='' anywhere=0
  while IFS= read -r line; do
    if [[ $line != ... ]]; then
      segment+=$line$'\n'
      continue
    fi
    if [[ $anywhere -eq 0 ]]; then
      if [[ $rest != "$segment"* ]]; then return 1; fi
      rest=${rest#"$segment"}
    else
      rest=$'\n'$rest
      if [[ $rest != *$'\n'"$segment"* ]]; then return 1; fi
      rest=${rest#*$'\n'"$segment"}
    fi
    segment='' anywhere=1
  done < <(printf '%s' "$1")
  if [[ $anywhere -eq 0 ]]; then
    [[ $rest == "$segment" ]]
  else
    [[ -z $segment || $'\n'$rest == *$'\n'"$segment" ]]
  fi
}

# Runs a command. Arguments: its line, itself, and in a console block the output it must have.
run_command() {
  local line=$1 command=$2 status=0 wanted=$wanted_status output
  wanted_status=0
  if is_skipped "$command"; then
    printf '%s:%s: skipped: %s\n' "$document" "$line" "$command"
    return
  fi
  run=$((run + 1))
  printf '%s:%s: %s\n' "$document" "$line" "$command"
  (cd "$scratch/copy" && PATH="$scratch/bin:$PATH" bash -c "$command") \
    >"$scratch/output" 2>&1 </dev/null || status=$?
  if [[ $status -ne $wanted ]]; then
    complain "$line" "exit status $status, not $wanted; it printed:"
    cat "$scratch/output"
  fi
  if [[ $# -eq 2 ]]; then return; fi
  output=$(cat "$scratch/output")
  if ! output_matches "$3" "${output:+$output$'\n'}"; then
    complain "$line" "prints something else than the document shows:"
    diff --text --unified --label document --label program <(printf '%s' "$3") "$scratch/output" ||
      true
  fi
}

# Reads a block of commands. Arguments: its language, the number of its first line, its lines.
run_block() {
  local language=$1 number=$2
  shift 2
  local lines=("$@") index=0 start command output
  while [[ $index -lt ${#lines[@]} ]]; do
    command=${lines[index]}
    start=$((number + index))
    index=$((index + 1))
    if [[ $command =~ ^'# exit '([0-9]+)$ ]]; then
      wanted_status=${BASH_REMATCH[1]}
      continue
    fi
    if [[ $language == console ]]; then
      if [[ $command != '$ '* ]]; then
        complain "$start" "a console block must begin with a command: $command"
        return
      fi
      command=${command#'$ '}
    elif [[ -z $command || $command == '#'* ]]; then
      continue
    fi
    while [[ $index -lt ${#lines[@]} ]] && is_incomplete "$command"; do
      command+=$'\n'${lines[index]#'> '}
      index=$((index + 1))
    done
    if [[ $language == sh ]]; then
      run_command "$start" "$command"
      continue
    fi
    output=
    while [[ $index -lt ${#lines[@]} && ${lines[index]} != '$ '* &&
      ! ${lines[index]} =~ ^'# exit '[0-9]+$ ]]; do
      output+=${lines[index]}$'\n'
      index=$((index + 1))
    done
    run_command "$start" "$command" "$output"
  done
}

# Reads the document and acts on each of its blocks.
run_document() {
  local number=0 line language='' name='' first=0
  local -a block=()
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    if [[ -z $language ]]; then
      if [[ $line == '```'* ]]; then
        read -r language name <<<"${line#'```'}"
        language=${language:-text}
        first=$((number + 1))
        block=()
      fi
    elif [[ $line != '```' ]]; then
      block+=("$line")
    else
      if [[ $language == console || $language == sh ]]; then
        run_block "$language" "$first" "${block[@]}"
      elif [[ -n $name ]]; then
        mkdir -p "$(dirname "$scratch/copy/$name")"
        printf '%s\n' "${block[@]}" >"$scratch/copy/$name"
      fi
      language=
    fi
  done <"$scratch/copy/$document"
  if [[ -n $language ]]; then complain "$first" "this block has no end"; fi
}

prepare_copy
run_document
if [[ $run -lt $minimum ]]; then complain 1 "too few commands to run"; fi
echo "$run commands run, $failed complaints"
[[ $failed -eq 0 ]]
