#!/usr/bin/env bash
# Other programs read our view shards: the code of infra/docs/READERS.md, run on sets of every kind, its pixels compared with ours.
# Installs TensorFlow, TensorFlow Datasets, tfrecord and PyTorch once under target/peers (7 GB) from the Python package index; needs Python 3.11 or newer.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
checks=$home/infra/checks/readers
peers=$home/target/peers
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export READERS_WORK=$work PYTHONDONTWRITEBYTECODE=1 TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES=

. "$home/infra/checks/peers/environment.sh"

views() {
  "$home/infra/bin/simclr-beam" views --output="$work/$1" --seed=3 --index=true "${@:2}" 2> "$work/log" || { cat "$work/log" >&2; fail "views of $1 failed"; }
  "$home/infra/bin/simclr-beam" verify "$work/$1" > "$work/log" 2>&1 || { cat "$work/log" >&2; fail "verify of $1 failed"; }
}

truth() {
  "$home/infra/bin/simclr-beam" embed --input="$work/$1" --output="$work/$1-pixels" --features=pixels --format=tfrecord 2> "$work/log" \
    || { cat "$work/log" >&2; fail "embed of $1 failed"; }
  "$peers/torch/bin/python" "$checks/truth.py" "$work/$1-pixels" "$work/$1.npz"
}

tensorflow_environment
torch_environment

samples=$home/infra/samples/fashion-mnist
python3 "$checks/inputs.py" "$samples" "$work/in"
python3 "$home/infra/checks/peers/first-images.py" "$samples/labelled" 60 "$work/in/part"
part=$work/in/part-images-idx3-ubyte
views raw --input="$part" --recipe=fashion-mnist --dataset=part --shards=3 --encoding=raw
views png --input="$part" --recipe=fashion-mnist --dataset=part --shards=3 --encoding=png
views jpeg-some --input="$work/in/some.csv" --imageSize=96 --dataset=1-Of-a_kind --shards=2 --encoding=jpeg
views jpeg-none --input="$work/in/pictures" --imageSize=96 --split=all --shards=2 --encoding=jpeg
views empty --input="$work/in/bad" --maxBadFraction=1
views one --input="$work/in/single" --recipe=none --imageSize=32
for set in raw jpeg-some jpeg-none; do truth "$set"; done

for reader in tensorflow/tfds tensorflow/tfdata torch/tfrecord torch/torch; do
  script=$checks/read_${reader#*/}.py
  if ! "$peers/${reader%/*}/bin/python" "$script" 2> "$work/errors" | tee "$work/found"; then
    echo "failed  ${script##*/} ended early" | tee -a "$work/found"
  fi
  if grep -q '^failed' "$work/found"; then cat "$work/errors" >&2; fi
  cat "$work/found" >> "$work/cases"
done
passed=$(grep -c '^passed' "$work/cases" || true)
failed=$(grep -c '^failed' "$work/cases" || true)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
