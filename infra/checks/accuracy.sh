#!/usr/bin/env bash
# Are encoders that we train as good as those that plain PyTorch trains? For each seed ours is trained by the fashion-mnist recipe on the
# 30,000 bundled images; PyTorch replays that run to its end (peers/parity.py) from the same weights, views, order and rates, in fp32,
# where the two drift apart after some ten steps as PyTorch does from itself. Both are embedded and probed by the same code, on 6,000
# labelled images and 10,000 to test on. Prints a line a seed and the 95 % interval (Student's t) of the paired difference in top-1,
# which must contain 0 and lie within one point. Some forty minutes on two cores with five seeds and two epochs.
#
# usage: accuracy.sh [SEEDS [EPOCHS]]
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
peers=$home/target/peers
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$home/infra/checks/peers/environment.sh"
seeds=${1:-5}
epochs=${2:-2}
images=$home/infra/samples/fashion-mnist

case $seeds in [2-9] | 10) ;; *) fail "SEEDS must be 2 to 10, but was: $seeds" ;; esac
torch_environment

run() {
  "$home/infra/bin/simclr-beam" "$@" > "$work/log" 2>&1 || { tail -5 "$work/log" >&2; exit 1; }
}

# probe NAME EMBED_OPTIONS...: prints the top-1 of a linear probe
probe() {
  for part in labelled test; do
    run embed --input="$images/$part-images-idx3-ubyte.gz" --output="$work/$1-$part" --overwrite=true "${@:2}"
  done
  run probe --train="$work/$1-labelled" --test="$work/$1-test" --output="$work/$1" --protocol=quick --overwrite=true
  "$peers/torch/bin/python" -c 'import json, sys; print(json.load(open(sys.argv[1]))["linearProbe"]["top1"])' "$work/$1/evaluation.json"
}

run views --input="$images/{unlabelled,labelled}-images-idx3-ubyte.gz" --output="$work/views" --dataset=fashion-mnist --recipe=fashion-mnist
for ((seed = 1; seed <= seeds; seed++)); do
  rm -rf "$work/run"
  run train --views="$work/views" --output="$work/run" --recipe=fashion-mnist --epochs="$epochs" --seed="$seed" --traceSteps=100000
  "$peers/torch/bin/python" "$home/infra/checks/peers/parity.py" "$work/run" --loss inf --threads 2 --encoder "$work/theirs.safetensors" \
    > "$work/replay" 2> "$work/log" || { tail -5 "$work/log" >&2; exit 1; }
  ours=$(probe ours --checkpoint="$work/run")
  theirs=$(probe theirs --checkpoint="$work/run" --weights="$work/theirs.safetensors")
  echo "seed $seed: ours $ours, PyTorch's $theirs; last step: $(grep '^step' "$work/replay" | tail -1 | cut -d ' ' -f 3-)"
  echo "$ours $theirs" >> "$work/pairs"
done

"$peers/torch/bin/python" - "$work/pairs" <<'PYTHON'
import statistics
import sys

# Two-sided 95 % quantiles of Student's t with 1 to 9 degrees of freedom.
QUANTILES = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262]

differences = [100 * (float(ours) - float(theirs)) for ours, theirs in map(str.split, open(sys.argv[1]))]
middle = statistics.mean(differences)
half = QUANTILES[len(differences) - 2] * statistics.stdev(differences) / len(differences) ** 0.5
low, high = middle - half, middle + half
print(f"ours - PyTorch's, points of top-1: mean {middle:+.2f}, 95 % interval {low:+.2f} to {high:+.2f}, {len(differences)} seeds")
sys.exit(0 if low <= 0 <= high and -1 <= low and high <= 1 else "must contain 0 and lie within one point")
PYTHON
