#!/usr/bin/env bash
# check_runner.bash RUNNER PROGRAM SCRATCH: documents that run_document.bash must pass and must fail.
set -euo pipefail
runner=$1 program=$2 scratch=$3
failed=0

# check WANTED NAME, with the document on standard input.
check() {
  local wanted=$1 name=$2 got=pass
  rm -rf "${scratch:?}/$name"
  mkdir -p "$scratch/$name/checkout/tools"
  cat >"$scratch/$name/checkout/document.md"
  bash "$runner" "$program" "$scratch/$name/checkout" document.md "$scratch/$name/work" \
    >"$scratch/$name/log" 2>&1 || got=fail
  if [[ $got != "$wanted" ]]; then
    echo "$name: $got, not $wanted:"
    cat "$scratch/$name/log"
    failed=1
  fi
}

check pass everything <<'END'
```yaml folder/file.yml
key: value
```
```console
$ printf 'one\ntwo\nthree\nfour\n'
one
...
four
$ cat folder/file.yml; echo to standard error >&2
key: value
to standard error
$ echo \
> continued
continued
# exit 3
$ exit 3
$ echo ...
...
```
```sh
# A comment.
for number in 1 2; do
  test -e document.md
done
# exit 1
false
git clone https://example.com/
trailsift --version
```
```text
$ false
```
END
check fail no_commands <<<'Nothing here.'
check fail only_skipped <<'END'
```sh
tools/test
```
END
check fail wrong_status <<'END'
```sh
true
false
```
END
check fail status_not_met <<'END'
```sh
# exit 3
true
```
END
check fail other_output <<'END'
```console
$ echo one
two
```
END
check fail more_output <<'END'
```console
$ printf 'one\ntwo\n'
one
```
END
check fail less_output <<'END'
```console
$ echo one
one
two
```
END
check fail no_output <<'END'
```console
$ true
something
```
END
check fail part_of_a_line <<'END'
```console
$ printf 'one\nxtwo\n'
...
two
```
END
check fail wrong_order <<'END'
```console
$ printf 'one\ntwo\n'
...
two
...
one
...
```
END
check fail unfinished_command <<'END'
```sh
if true; then
```
END
check fail unfinished_block <<'END'
```sh
true
END
check fail output_without_command <<'END'
```console
output
$ true
```
END
[[ $failed -eq 0 ]]
