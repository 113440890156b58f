#!/usr/bin/env bash
# Kills training processes (SIGKILL) at random moments and lets others go on: infra/checks/kills.sh [COUNT [SEED]]. COUNT
# (default 1000, about an hour) is of kills. After each the latest checkpoint must be whole and no older than before; every
# run must end with the same bytes as one that was left alone. Says how far it is; the last line is "N kills, N failed".
set -euo pipefail
cd "$(dirname "$0")/../.."

count=${1:-1000}
seed=${2:-20261127}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
mvn -B -ntp -Pfast -pl pipelines/train -am test -Dtest=KilledTrainingTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dtest.kills="$count" -Dtest.seed="$seed" 2>&1 | tee "$log" | grep --line-buffered -E '^(seed [0-9]+$|[0-9]+ kills)' || true
if ! grep -q 'BUILD SUCCESS' "$log"; then
  grep -E 'ERROR|round ' "$log" >&2 || cat "$log" >&2
  exit 1
fi
