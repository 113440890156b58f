#!/usr/bin/env bash
# Exported encoders in the programs that they are for: torchvision with strict=True, ONNX's checker and ONNX Runtime, torch.jit.load. All give
# what simclr-beam embed gives, on real images, one and seven at a time. Of three networks, of one and of three channels, after two steps.
# And the way back: weights of torchvision's, embedded by us.
# Installs PyTorch, torchvision, ONNX, ONNX Runtime and safetensors once under target/peers (6 GB) from the Python package index; needs Python
# 3.11 or newer.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
peers=$home/target/peers
python=$peers/torch/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PYTHONDONTWRITEBYTECODE=1 CUDA_VISIBLE_DEVICES=

. "$home/infra/checks/peers/environment.sh"

ours() {
  "$home/infra/bin/simclr-beam" "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; fail "$1 failed"; }
}

torch_environment

# pictures CHANNELS SIZE: images and two views of each.
pictures() {
  local folder=$work/images-$1-$2
  "$python" "$home/infra/checks/peers/export-pictures.py" "$home/infra/samples/fashion-mnist" "$1" "$folder/images"
  ours views --input="$folder/images" --output="$folder/views" --recipe=photographs --imageSize="$2" --channels="$1" --viewsPerImage=2
}

# network NAME CHANNELS SIZE ENCODER STEM [STATE]: a checkpoint, our embeddings of the pictures, the pixels prepared for it, and every export.
# STATE edits what the checkpoint says of itself.
network() {
  local folder=$work/$1 of=$work/images-$2-$3 format input
  local state=$folder/run/checkpoints/step-00000002/state.json
  ours train --views="$of/views" --output="$folder/run" --recipe=photographs --encoder="$4" --stem="$5" --batchSize=6 --maxSteps=2 \
    --projectorHidden=64 --projectorOutput=16
  if [ -n "${6:-}" ]; then
    sed -i.before "$6" "$state"
    if cmp -s "$state" "$state.before"; then fail "$state has nothing to edit"; fi
  fi
  ours embed --input="$of/images" --checkpoint="$folder/run" --output="$folder/h" --format=tfrecord --shards=1 --batchSize=6
  ours embed --input="$of/images" --checkpoint="$folder/run" --output="$folder/pixels" --format=tfrecord --shards=1 --features=pixels
  ours export --checkpoint="$folder/run" --format=safetensors --output="$folder/encoder.safetensors"
  for input in pixels tensor; do
    for format in onnx torchscript; do
      ours export --checkpoint="$folder/run" --format="$format" --input="$input" --output="$folder/$input.$format"
    done
  done
  cases "$1" exports.py "$folder" "$1"
}

# cases NAME PROGRAM ARGUMENT...: what a program of Python finds.
cases() {
  if ! "$python" "$home/infra/checks/peers/$2" "${@:3}" 2> "$work/errors" | tee "$work/found"; then
    echo "failed  $1: $2 ended early" | tee -a "$work/found"
  fi
  if grep -q '^failed' "$work/found"; then cat "$work/errors" >&2; fi
  cat "$work/found" >> "$work/cases"
}

# weights ARGUMENT...: makes a file of weights.
weights() {
  "$python" "$home/infra/checks/peers/weights.py" "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; fail "weights.py $1 failed"; }
}

# elsewhere NAME PICTURES ENCODER STEM IN_FILE PREPARED OPTION...: random weights of torchvision's, for so many channels, on images prepared
# with so many.
elsewhere() {
  local folder=$work/$1 of=$work/images-$2/images
  mkdir "$folder"
  weights random "$folder/weights.safetensors" "$3" "$5" "$4" backbone.
  ours embed --input="$of" --weights="$folder/weights.safetensors" --encoder="$3" --stem="$4" --channels="$6" "${@:7}" \
    --output="$folder/h" --format=tfrecord --shards=1 --batchSize=6
  ours embed --input="$of" --features=pixels --channels="$6" "${@:7}" --output="$folder/pixels" --format=tfrecord --shards=1
  cases "$1" weights.py compare "$folder" "$1"
}

# trained_on NAME NETWORK PICTURES ENCODER STEM: an export of ours that torchvision went on training, for the checkpoint that it is of.
trained_on() {
  local folder=$work/$1 of=$work/images-$3/images
  mkdir "$folder"
  weights train "$folder/weights.safetensors" "$work/$2/encoder.safetensors" "$4" "$5"
  ours embed --input="$of" --checkpoint="$work/$2/run" --weights="$folder/weights.safetensors" --output="$folder/h" --format=tfrecord \
    --shards=1 --batchSize=6
  ln -s "$work/$2/pixels" "$folder/pixels"
  cases "$1" weights.py compare "$folder" "$1"
}

# No recipe of ours standardizes; a checkpoint may.
standardized='s/"mean": \[\]/"mean": [0.485, 0.456, 0.406]/; s/"std": \[\]/"std": [0.229, 0.224, 0.225]/'

pictures 1 28
network resnet-tiny-1 1 28 resnet-tiny small
network resnet50-1 1 28 resnet50 imagenet
pictures 3 32
network resnet-tiny-3 3 32 resnet-tiny small
network resnet18-3 3 32 resnet18 small "$standardized"
pictures 3 64
network resnet50-3 3 64 resnet50 imagenet "$standardized"

elsewhere elsewhere-resnet18-3 3-64 resnet18 imagenet 3 3 --imageSize=64
elsewhere elsewhere-resnet18-1 1-28 resnet18 small 1 1 --imageSize=28
elsewhere elsewhere-resnet50-gray 1-28 resnet50 imagenet 3 1 --imageSize=48
trained_on trained-on-resnet18-3 resnet18-3 3-32 resnet18 small

passed=$(grep -c '^passed' "$work/cases" || true)
failed=$(grep -c '^failed' "$work/cases" || true)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
