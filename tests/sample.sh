#!/bin/sh
# Draws reports of a rule at random, to be read by eye: tests/sample.sh RULE [N] [PATH]...
# The same seed (SEED, 1 where it is not set) draws the same reports. CNDLINT is the program.
set -eu
rule=$1
count=${2:-30}
[ $# -gt 1 ] && shift 2 || shift
[ $# -gt 0 ] || set -- .
"${CNDLINT:-cndlint}" --isolated --no-ignore --select "$rule" --format concise --quiet --fail-on never "$@" |
    awk -v seed="${SEED:-1}" 'BEGIN { srand(seed) } { print rand() "\t" $0 }' | sort -n | cut -f 2- | head -n "$count"
