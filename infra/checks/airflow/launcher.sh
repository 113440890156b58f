#!/usr/bin/env bash
# Stands in front of the program for checks: notes what is started, and fails once for each file $FAULTS/COMMAND that it finds:
# "before" ends with 1 at once, "after" does the work and then ends with 1, "stopped" ends with 0 and has done nothing.
set -euo pipefail
echo "$1" >> "$FAULTS/started"
fault=
if [ -e "$FAULTS/$1" ]; then
  fault=$(cat "$FAULTS/$1")
  if [ "$fault" != always ]; then rm "$FAULTS/$1"; fi
fi
case $fault in
  before | always) echo "the disk is full" >&2; exit 1 ;;
  stopped) exit 0 ;;
  after) "$PROGRAM" "$@"; echo "the answer was lost" >&2; exit 1 ;;
  *) exec "$PROGRAM" "$@" ;;
esac
