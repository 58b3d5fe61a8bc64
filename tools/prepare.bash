# Sourced by tools/run, tools/test and tools/bench: installs packages and builds presets. Everything said
# here goes to stderr.

tool="tools/$(basename "$0")"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s: %s\n' "$tool" "$*" >&2; }

fail() {
  say "error: $*"
  exit 1
}

# The packages of the given purposes, one a line.
packages_for() {
  local purpose
  for purpose in "$@"; do
    sed -n "s/^$purpose //p" "$root/tools/debian-packages" | tr ' ' '\n'
  done
}

missing_packages() {
  local package status
  for package in "$@"; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    if [[ $status != installed ]]; then printf '%s\n' "$package"; fi
  done
}

# Runs apt-get as root, without questions.
as_root_apt_get() {
  local -a prefix=(env DEBIAN_FRONTEND=noninteractive)
  if [[ $(id -u) -ne 0 ]]; then prefix=(sudo "${prefix[@]}"); fi
  "${prefix[@]}" apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@"
}

# Installs those of the given packages that are missing.
install_packages() {
  local -a missing
  mapfile -t missing < <(missing_packages "$@")
  if [[ ${#missing[@]} -eq 0 ]]; then return; fi
  local by_hand="apt-get install --no-install-recommends ${missing[*]}"
  if [[ $(id -u) -ne 0 ]] && ! command -v sudo >/dev/null; then
    fail "packages are missing and neither root nor sudo is at hand; run as root: $by_hand"
  fi
  say "installing from Debian: ${missing[*]}"
  local log=$root/build/packages.log
  mkdir -p "$root/build"
  # A package list that cannot be fetched matters only if the installation then fails.
  as_root_apt_get update >"$log" 2>&1 || true
  if ! as_root_apt_get install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1; then
    tail -n 5 "$log" >&2
    fail "could not install the packages (offline?); when apt works again, run as root: $by_hand"
  fi
}

# Installs the packages of the given purposes (see debian-packages).
install_packages_for() {
  local -a packages
  mapfile -t packages < <(packages_for "$@")
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    fail "this is not Debian: install what these packages hold, then use cmake as README.md says:" \
      "${packages[*]}"
  fi
  install_packages "${packages[@]}"
}

# Installs into a folder the versions that a package.json names, unless it holds them already.
install_from_npm() {
  local wanted=$1 installed=$2
  if cmp -s "$wanted" "$installed/package.json" && [[ -d $installed/node_modules ]]; then return; fi
  say "installing from npm: $(sed -n 's/^ *"\([^"]*\)": "\([0-9][-.0-9a-z]*\)",\{0,1\}$/\1 \2/p' "$wanted" |
    paste -sd, | sed 's/,/, /g')"
  rm -rf "$installed" "$installed.new"
  mkdir -p "$installed.new"
  cp "$wanted" "$installed.new/"
  if ! npm install --prefix "$installed.new" --no-package-lock --no-audit --no-fund \
    --ignore-scripts --loglevel=error --fetch-retries=1 --fetch-timeout=60000 >/dev/null; then
    rm -rf "$installed.new"
    return 1
  fi
  mv "$installed.new" "$installed"
}

# True if the preset is configured, since its presets changed, and for what is wanted now.
is_configured() {
  local build=$root/build/$1
  [[ -e $build/build.ninja && ! $root/CMakePresets.json -nt $build/build.ninja ]] || return
  [[ -z ${with_tests:-} ]] || grep -q '^TRAILSIFT_TESTS:BOOL=ON$' "$build/CMakeCache.txt"
}

# Configures the preset if need be. Without with_tests a new build leaves the tests out, so that the
# program can be built where their packages are missing.
configure_preset() {
  local preset=$1 log
  local -a tests=()
  if is_configured "$preset"; then return; fi
  if [[ -n ${with_tests:-} ]]; then
    tests=(-DTRAILSIFT_TESTS=ON)
  elif [[ ! -e $root/build/$preset/build.ninja ]]; then
    tests=(-DTRAILSIFT_TESTS=OFF)
  fi
  mkdir -p "$root/build"
  log="$root/build/$preset-configure.log"
  if ! (cd "$root" && cmake --preset "$preset" "${tests[@]}") >"$log" 2>&1; then
    cat "$log" >&2
    say "error: could not configure the preset $preset"
    return 1
  fi
}

# Reads what ninja prints; says what is built at the first step, and on a terminal how far it is.
show_build() {
  local what=$1 line told=
  while IFS= read -r line; do
    if [[ ! $line =~ ^\[[0-9]+/[0-9]+\]\ (Building|Linking|Generating) ]]; then continue; fi
    if [[ -z $told ]]; then say "building $what"; fi
    told=yes
    if [[ -t 2 ]]; then printf '\r\033[K%s' "${line%% *}" >&2; fi
  done
  if [[ -t 2 && -n $told ]]; then printf '\r\033[K' >&2; fi
}

# Brings targets of the preset up to date; says something only if there is something to do.
build_preset() {
  local preset=$1 log
  shift
  configure_preset "$preset" || return
  log="$root/build/$preset-build.log"
  if ninja -C "$root/build/$preset" "$@" 2>&1 | tee "$log" |
    show_build "build/$preset${*:+: $*}"; then
    return
  fi
  # What failed, without the warnings of what did not.
  awk '/^\[[0-9]+\/[0-9]+\]/ {failed = 0} /^(FAILED|ninja):/ {failed = 1} failed' "$log" |
    head -n 200 >&2
  say "error: could not build the preset $preset; the whole output is in build/$preset-build.log"
  return 1
}
