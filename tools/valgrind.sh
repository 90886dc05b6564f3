#!/bin/bash
# Run the unit tests of a build without sanitizers under valgrind: tools/valgrind.sh build/release
# Exit status 77 where valgrind is not installed.
set -u
build=$1

if ! command -v valgrind >/dev/null; then
    echo "skipped: valgrind is not installed"
    exit 77
fi
export INTERDICT_DATA=$build/demo-data
failed=0
for test in "$build"/tests/unit_*_test; do
    [ -x "$test" ] || continue
    # ICU keeps caches that look "possibly lost" to valgrind: only definite leaks are errors.
    valgrind -q --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
        --error-exitcode=99 "$test" >"$test.valgrind.log" 2>&1
    status=$?
    if [ "$status" -ne 0 ] && [ "$status" -ne 77 ]; then
        echo "valgrind: $(basename "$test") failed with status $status"
        tail -40 "$test.valgrind.log"
        failed=1
    fi
done
exit $failed
