#!/usr/bin/env bash
# Seconds of one training step, ours beside PyTorch eager of the engine's version: as people write it, and at its best (channels-last).
# All with the tuned allocator, views in memory, fp32; the same network, loss and optimizer. In turn, three rounds; prints the ratios.
# Best on a quiet machine: ratios of the fastest steps bear some load.
#
# usage: bench-step.sh [THREADS]    2 unless said
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
peers=$home/target/peers
programs=$home/infra/checks/peers
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$programs/environment.sh"
threads=${1:-2}

environment step torch==2.7.1 numpy==2.4.6
"$home/infra/bin/simclr-beam" help > /dev/null
tuned=$(sed -n 's/^export GLIBC_TUNABLES=${GLIBC_TUNABLES:-\(.*\)}$/\1/p' "$home/infra/bin/simclr-beam")


# cases: ENCODER SIZE CHANNELS PAIRS STEPS
while read -r name settings; do
  for round in 1 2 3; do
    # shellcheck disable=SC2086
    GLIBC_TUNABLES=$tuned java -cp "$home/target/app/lib/*" \
      "$home/infra/checks/src/test/java/io/github/simclrbeam/checks/StepsPerSecond.java" $settings "$threads" \
      2> "$work/log" | grep '^{' >> "$work/$name.ours" || { cat "$work/log" >&2; exit 1; }
    for mode in plain channels-last; do
      # shellcheck disable=SC2086
      GLIBC_TUNABLES=$tuned "$peers/step/bin/python" "$programs/step.py" "$mode" $settings "$threads" \
        2> "$work/log" | grep '^{' >> "$work/$name.$mode" || { cat "$work/log" >&2; exit 1; }
    done
    echo "$name: round $round of 3 done" >&2
  done
done <<'CASES'
tiny-256-pairs-28px tiny32 28 1 256 8
resnet18-32-pairs-32px resnet18 32 3 32 5
CASES

"$peers/step/bin/python" - "$work" <<'PYTHON'
import json
import os
import statistics
import sys

folder = sys.argv[1]


def times(name):
    lines = [json.loads(line) for line in open(os.path.join(folder, name))]
    return lines[0]["program"], [second for line in lines for second in line["seconds"]]


print(f"{'step':24} {'program':30} {'fastest':>8} {'median':>8} {'it / ours, fastest':>19} {'median':>7}")
for case in sorted({name.split(".")[0] for name in os.listdir(folder) if name != "log"}):
    ours = times(case + ".ours")[1]
    for name in ["ours", "plain", "channels-last"]:
        program, seconds = times(f"{case}.{name}")
        best, middle = min(seconds), statistics.median(seconds)
        print(f"{case:24} {program:30} {best:8.3f} {middle:8.3f} {best / min(ours):19.2f} {middle / statistics.median(ours):7.2f}")
PYTHON
