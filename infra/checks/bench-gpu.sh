#!/usr/bin/env bash
# Seconds of one training step on a GPU, ours beside PyTorch eager: as people write it (plain), channels-last, that with
# cudnn.benchmark (tuned), and that with the same bits every time, as ours (repeatable).
# Views in memory; the same network, loss and optimizer; fp32 without TF32, tf32, and bf16 (PyTorch by autocast). Prints the medians and ratios.
# Needs SIMCLR_BEAM_TORCH (infra/docs/GPU.md), whose PyTorch is the one compared with, by PYTHON (python3 unless said). Some minutes.
#
# usage: bench-gpu.sh [DEVICE [STEPS]]    gpu0 and 30 unless said
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
device=${1:-gpu0}
steps=${2:-30}
python=${PYTHON:-python3}
program=$home/infra/checks/src/test/java/io/github/simclrbeam/checks/StepsPerSecond.java
if [ -n "${CLASSES:-}" ]; then program=io.github.simclrbeam.checks.StepsPerSecond; fi
fail() { echo "bench-gpu.sh: $1" >&2; exit 1; }
: "${SIMCLR_BEAM_TORCH:?must be the folder torch of a PyTorch with CUDA: see infra/docs/GPU.md}"
. "$home/infra/bin/torch-natives.sh"

measure() { # measure NAME COMMAND...: a line of seconds, told at once too
  timeout 120 "${@:2}" 2> "$work/log" | grep '^{' > "$work/$1" || { echo "$1: $(tail -1 "$work/log" | cut -c 1-300)" >&2; rm -f "$work/$1"; return; }
  echo "$1 $(cat "$work/$1")" >&2
}

# cases: ENCODER SIZE CHANNELS PAIRS PRECISION
while read -r encoder size channels pairs precision; do
  settings="$encoder $size $channels $pairs $steps 8 $device $precision"
  # shellcheck disable=SC2086
  measure "$encoder-$size-$pairs.$precision.ours" "${JAVA_HOME:+$JAVA_HOME/bin/}java" "${natives[@]}" -cp "$home/target/app/lib/*${CLASSES:+:$CLASSES}" $program $settings
  for mode in ${MODES:-plain channels-last tuned repeatable}; do
    # shellcheck disable=SC2086
    measure "$encoder-$size-$pairs.$precision.$mode" "$python" "$home/infra/checks/peers/step.py" "$mode" $settings
  done
done << CASES
${CASES:-resnet18 32 3 256 fp32
resnet18 32 3 256 tf32
resnet18 32 3 256 bf16
resnet18 32 3 8 bf16
resnet50 224 3 128 fp32
resnet50 224 3 128 tf32
resnet50 224 3 128 bf16}
CASES

"$python" - "$work" <<'PYTHON'
import json
import pathlib
import statistics
import sys

found = {}
for file in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    case, precision, program = file.name.split(".") if file.name.count(".") == 2 else (None,) * 3
    if case and file.stat().st_size:
        found.setdefault((case, precision), {})[program] = statistics.median(json.loads(file.read_text())["seconds"])
print(f"{'step':20} {'type':5} {'program':14} {'ms':>8} {'views/s':>8} {'its time / ours':>16}")
for (case, precision), programs in found.items():
    views = 2 * int(case.split("-")[2])
    for program in ["ours", "plain", "channels-last", "tuned", "repeatable"]:
        if program in programs:
            second = programs[program]
            ratio = f"{second / programs['ours']:16.2f}" if "ours" in programs else ""
            print(f"{case:20} {precision:5} {program:14} {1000 * second:8.2f} {views / second:8.0f} {ratio}")
PYTHON
