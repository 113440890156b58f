#!/usr/bin/env bash
# Compares values of the fashion-mnist recipe on a hold-out of the training images: the encoder learns from the 30,000 bundled ones,
# the probe is fitted on 4,500 of the labelled ones and judged on the other 1,500. The test images are never read.
# A shorter training than the recipe's (EPOCHS, 2 by default): about two minutes a line on two cores.
#
# usage: tune.sh [NAME VIEWS_FLAGS TRAIN_FLAGS]...     without arguments: the recipe and one neighbour in three directions
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
images=$home/infra/samples/fashion-mnist
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
run() { "$home/infra/bin/simclr-beam" "$@" 2>> "$work/log" || { tail -5 "$work/log" >&2; exit 1; }; }

python3 - "$images" "$work" <<'PY'
import gzip, struct, sys
source, target = sys.argv[1:]
pixels = gzip.open(f"{source}/labelled-images-idx3-ubyte.gz").read()[16:]
labels = gzip.open(f"{source}/labelled-labels-idx1-ubyte.gz").read()[8:]
for name, first, last in (("fit", 0, 4500), ("held", 4500, 6000)):
    with open(f"{target}/{name}-images-idx3-ubyte", "wb") as f:
        f.write(struct.pack(">4I", 0x803, last - first, 28, 28) + pixels[first * 784:last * 784])
    with open(f"{target}/{name}-labels-idx1-ubyte", "wb") as f:
        f.write(struct.pack(">2I", 0x801, last - first) + labels[first:last])
PY

try() {
  local out=$work/$1
  # shellcheck disable=SC2086
  run views --input="$images/{unlabelled,labelled}-images-idx3-ubyte.gz" --output="$out/views" --dataset=fashion-mnist --recipe=fashion-mnist $2
  # shellcheck disable=SC2086
  run train --views="$out/views" --output="$out/run" --epochs="${EPOCHS:-2}" $3
  for part in fit held; do
    run embed --input="$work/$part-images-idx3-ubyte" --checkpoint="$out/run" --output="$out/$part"
  done
  run probe --train="$out/fit" --test="$out/held" --output="$out/evaluation" --protocol=quick
  python3 - "$1" "$out/evaluation/evaluation.json" <<'PY'
import json, sys
card = json.load(open(sys.argv[2]))
few = {f["labelsPerClass"]: f["top1"]["embeddings"] for f in card["fewLabels"]}
print(f"{sys.argv[1]:16} all {card['linearProbe']['top1']:.3f}  100 {few[100]:.3f}  10 {few[10]:.3f}  kNN {card['knn']['top1']:.3f}", flush=True)
PY
  rm -rf "$out"
}

if [ $# -eq 0 ]; then
  set -- recipe "" "" rate-1.0 "" --learningRate=1.0 crop-from-0.3 --cropMinArea=0.3 "" jitter-0.4 --jitterStrength=0.5 ""
fi
while [ $# -gt 0 ]; do
  try "$1" "$2" "$3"
  shift 3
done
