#!/usr/bin/env bash
# Damaged files of every format: infra/checks/fuzz.sh [INPUTS [SEED]]. INPUTS (default 20000) is per corpus: all image formats together are one,
# each kind of container is one. Ends with a line per corpus; any other end than pixels, a fault or a refusal fails.
set -euo pipefail
cd "$(dirname "$0")/../.."

# OpenCV tells every refusal.
export OPENCV_LOG_LEVEL=SILENT

inputs=${1:-20000}
seed=${2:-20261101}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! mvn -B -ntp -Pfast -pl transforms/images,transforms/sources,transforms/parquet -am test \
  -Dtest='*Fuzz*' -Dsurefire.failIfNoSpecifiedTests=false -Dtest.fuzz="$inputs" -Dtest.seed="$seed" >"$log" 2>&1; then
  grep -E 'FAIL|ERROR\]|seed' "$log" >&2 || cat "$log" >&2
  exit 1
fi
grep -E '^(decode )?fuzz|seed .* inputs' "$log"
