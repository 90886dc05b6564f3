#!/bin/bash
# Run what bench/ holds, in the order of its names: tools/bench.sh build/release
# bench/<x>_bench.c is built as <build>/bench/<x>_bench, which the scripts run. A script finds the program in
# INTERDICT, the build in INTERDICT_BUILD and the real lists in INTERDICT_SHARED; status 77 is a skip.
# SIZES="real 300k 3m" restricts the sizes of list; figures go to <build>/bench.json too.
set -u
cd "$(dirname "$0")/.." || exit 4
. tools/python.sh
build=$1
export INTERDICT=$PWD/$build/interdict
export INTERDICT_SHARED=${INTERDICT_SHARED:-$PWD/../shared}
export INTERDICT_BUILD=$PWD/$build

cmake --build "$build" --target bench_programs || exit 1

failed=0
ran=0
for script in bench/*.sh bench/*.py; do
    [ -e "$script" ] || continue
    ran=$((ran + 1))
    printf '\n== %s\n' "$script"
    case "$script" in
    *.py) "$PYTHON" -B "$script" ;;
    *) bash "$script" ;;
    esac
    status=$?
    if [ "$status" -ne 0 ] && [ "$status" -ne 77 ]; then
        echo "bench: $script failed with status $status" >&2
        failed=1
    fi
done
[ "$ran" -gt 0 ] || echo "bench: there is nothing in bench/ yet"
exit $failed
