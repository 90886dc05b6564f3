#!/bin/bash
# Configure and build one preset of CMakePresets.json: all of it, or the targets named.
#
#   tools/build.sh release interdict
set -eu
cd "$(dirname "$0")/.."
preset=$1
shift
log=build/$preset.configure.log

mkdir -p build
if ! cmake --preset "$preset" >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
cmake --build "build/$preset" ${1:+--target "$@"}
