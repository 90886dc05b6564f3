#!/bin/bash
# Compile data/demo into $INTERDICT_DATA/lists.idx, once, for the tests which need an index.
if [ ! -d data/demo ]; then
    echo "skipped: data/demo is not in the tree"
    exit 77
fi
mkdir -p "$INTERDICT_DATA" || exit 4
exec "$INTERDICT" build data/demo -o "$INTERDICT_DATA/lists.idx"
