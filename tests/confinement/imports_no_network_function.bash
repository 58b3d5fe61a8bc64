#!/usr/bin/env bash
# imports_no_network_function.bash PROGRAM
set -euo pipefail
imports=$(nm --dynamic --undefined-only "$1" | sed -E 's/^ *[UwW] //; s/@.*//')
grep -qx read <<<"$imports"  # The list is one of functions.
if grep -xE 'socket|socketpair|connect|bind|listen|accept4?|getaddrinfo|gethostby.*|send(to|msg|mmsg)?|recv(from|msg|mmsg)?|res_.*|exec(v|l).*|posix_spawn.*|system|popen|v?fork' <<<"$imports"; then
  echo "$1 imports the functions above"
  exit 1
fi
