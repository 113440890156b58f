#!/usr/bin/env bash
# The program on what people run it on, each as real processes on loopback: object stores, Dataflow's front door, and clusters of Flink
# and Spark. Runs the check of each, one after the other, and adds up their cases.
#
# usage: engines.sh [CHECK...]    stores dataflow clusters unless said
set -euo pipefail
checks=$(cd "$(dirname "$0")" && pwd)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0

if [ $# -eq 0 ]; then set -- stores dataflow clusters; fi
for check in "$@"; do
  echo "== $check"
  "$checks/$check.sh" | tee "$log" || true
  if [[ $(tail -n 1 "$log") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
  else
    echo "$check: stopped before its end"
    failed=$((failed + 1))
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
