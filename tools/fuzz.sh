#!/bin/bash
# Run each libFuzzer target for FUZZ_SECONDS (60), from the corpus in the tree, as many at a time as
# there are processors. What it finds new goes to build/fuzz/found/<target>, a crash to
# build/fuzz/crash/<target>-*: turn that one into a named file of tests/fuzz/corpus/<target>.
set -u
cd "$(dirname "$0")/.." || exit 4
export seconds=${FUZZ_SECONDS:-60}

bash tools/build.sh fuzz || exit 1
mkdir -p build/fuzz/crash
targets=$(find build/fuzz/fuzz -maxdepth 1 -type f -perm -u+x -printf '%f\n' 2>/dev/null | sort)
if [ -z "$targets" ]; then
    echo "fuzz: there are no targets in tests/fuzz"
    exit 0
fi

fuzz_one() {
    local corpus=tests/fuzz/corpus/$1 found=build/fuzz/found/$1 log=build/fuzz/$1.log
    mkdir -p "$found"
    [ -d "$corpus" ] || corpus=
    if ! "build/fuzz/fuzz/$1" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
        -artifact_prefix="build/fuzz/crash/$1-" "$found" $corpus >"$log" 2>&1; then
        echo "fuzz: $1 FAILED"
        tail -40 "$log"
        return 1
    fi
    echo "fuzz: $1 held for $seconds s: $(grep -o 'Done.*' "$log")"
}
export -f fuzz_one
echo "$targets" | xargs -P "$(nproc)" -I{} bash -c 'fuzz_one {}'
