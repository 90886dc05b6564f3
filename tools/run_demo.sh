#!/bin/bash
# Show interdict at work: compile lists, read a news text, screen a name, say what to type next.
#
#   tools/run_demo.sh build/release/interdict              the demonstration list of data/demo
#   LISTS="folder ..." tools/run_demo.sh PROGRAM           the real lists of these folders
#
# All data stays inside build/demo-data.
set -u

program=$1
cd "$(dirname "$0")/.." || exit 4
export INTERDICT_DATA="build/demo-data"
lists=${LISTS:-}
news=data/demo/news-2015-01-02.txt

# Print and run one command. Status 1 means "found something", which is what a demonstration is
# for; from 2 on the command has failed.
show() {
    local typed="interdict" word status
    for word in "$@"; do
        case "$word" in
        *" "*) typed+=" \"$word\"" ;;
        *) typed+=" $word" ;;
        esac
    done
    echo
    echo "\$ $typed"
    "$program" "$@"
    status=$?
    if [ "$status" -ge 2 ]; then
        echo "run: '$typed' failed with status $status" >&2
        exit "$status"
    fi
}

mkdir -p "$INTERDICT_DATA" || exit 4
# shellcheck disable=SC2086 # LISTS holds several folders
show build ${lists:-data/demo} -o "$INTERDICT_DATA/lists.idx"
show lists
show scan "$news"
show screen "Kim Yong Chol"

cat <<END

What to type next:

  alias interdict=$program
  export INTERDICT_DATA=$INTERDICT_DATA
  interdict screen "Kim Yong Chol" --birth-date 1962-02-18
  interdict find komid
  interdict help
END
if [ -z "$lists" ]; then
    cat <<END

This was the demonstration list: some seventy parties, written by hand to show the program, never to
be relied on. Download the real ones from their publishers and name the folders or files:

  make run LISTS="downloads/ofac downloads/un"
  OFAC   sdn.csv, alt.csv, add.csv, sdn_comments.csv, and the cons_* files
  UN     the consolidated list as XML
END
fi
