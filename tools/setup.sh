#!/bin/sh
# Install the Debian packages which a target of the Makefile needs and this machine lacks.
#
#   tools/setup.sh run     to build and run
#   tools/setup.sh check   also to test, fuzz and format
#
# Does nothing, and asks for nothing, where all are present.
set -u

run="cmake ninja-build gcc libc6-dev pkg-config python3 iso-codes libicu-dev libexpat1-dev
     libjansson-dev libyaml-dev libxxhash-dev libssl-dev libarchive-dev libcurl4-openssl-dev
     ca-certificates libcmocka-dev"
check="clang libclang-rt-14-dev clang-format"

case "${1:-run}" in
run) packages=$run ;;
check) packages="$run $check" ;;
*) echo "usage: tools/setup.sh [run|check]" >&2; exit 2 ;;
esac

say() { echo "setup: $*" >&2; }

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    if command -v cmake >/dev/null && command -v ninja >/dev/null &&
        command -v python3 >/dev/null && command -v pkg-config >/dev/null; then
        say "no apt here; going on with the tools that are installed"
        exit 0
    fi
    say "this system has no apt-get, so nothing can be installed by itself."
    say "Install what these Debian 12 packages provide, then run make again:"
    say "  " $packages
    exit 1
fi

missing=
for package in $packages; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        say "packages are missing, and there are no rights to install them (not root, no sudo)."
        say "As root, run: apt-get install --no-install-recommends$missing"
        exit 1
    fi
    as_root="sudo"
fi

say "installing Debian packages with apt-get${as_root:+ (through sudo)}:$missing"
$as_root apt-get -q update >&2 || say "apt-get update failed; trying with the package lists at hand"
if ! $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y --no-install-recommends install $missing >&2; then
    say "apt-get could not install:$missing"
    say "See its messages above; then run make again."
    exit 1
fi
say "done"
