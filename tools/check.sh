#!/bin/bash
# Build and run the tests; the last line is `N passed, N failed, N skipped`.
#
#   tools/check.sh          sanitized and released builds, every test that takes minutes
#   tools/check.sh --long   also tsan, clang, fuzzing, valgrind, and the tests labelled `long`
#
# A build that breaks counts as one failed test. Exit status 0: all passed, and at least one ran.
set -u
cd "$(dirname "$0")/.." || exit 4
. tools/python.sh

long=
if [ "${1:-}" = --long ]; then
    long=yes
fi
results=build/results
rm -rf "$results"
mkdir -p "$results" || exit 4
jobs=$(nproc)
# Thread sanitizer needs the address layout it knows; the others do not mind.
fixed_layout=
if setarch "$(uname -m)" -R true 2>/dev/null; then
    fixed_layout="setarch $(uname -m) -R"
fi

heading() { printf '\n== %s\n' "$*"; }

# note STEP STATUS: record a step that is no ctest run as one test.
note() {
    echo "$2 $1" >>"$results/steps.txt"
}

# run_tests PRESET CTEST-OPTIONS...: build the preset, then run its tests.
run_tests() {
    local preset=$1
    shift
    heading "$preset: build"
    if ! bash tools/build.sh "$preset"; then
        note "build of $preset" failed
        return
    fi
    heading "$preset: tests"
    $fixed_layout ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -j "$jobs" \
        --output-junit "$PWD/$results/$preset.xml" "$@"
    [ -s "$results/$preset.xml" ] || note "tests of $preset (no result was written)" failed
}

if [ -n "$long" ]; then
    run_tests debug -LE structure
    run_tests release
    run_tests tsan -L 'unit|property|golden' -LE long
    run_tests clang -L 'unit|golden' -LE long
    heading "fuzz"
    if bash tools/fuzz.sh; then note fuzzing passed; else note fuzzing failed; fi
    heading "valgrind"
    bash tools/valgrind.sh build/release
    case $? in
    0) note valgrind passed ;;
    77) note valgrind skipped ;;
    *) note valgrind failed ;;
    esac
else
    run_tests debug -LE 'structure|long'
    run_tests release -L 'demo|structure|golden|property' -LE long
fi

echo
$PYTHON -B tools/sum_tests.py "$results"
