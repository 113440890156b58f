#!/usr/bin/env bash
# Training and embedding on a GPU, held to the same on the processor: losses, weights, going on, the same bytes twice, precisions, memory.
# infra/docs/GPU.md says how the engine finds its CUDA natives (SIMCLR_BEAM_TORCH). Without a GPU it fails. Some minutes.
# In fp32 the first four losses agree: later ones are as far apart as those of PyTorch with another number of threads (parity.sh).
# Prints a line a case and `N passed, N failed`; measured differences stand in the lines.
#
# usage: gpu.sh [DEVICE [VIEWS [LOGS]]]    gpu0 unless said; VIEWS, of 28 pixels and gray, are made of the bundled images unless they are there
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
device=${1:-gpu0}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
views=${2:-$work/views}
logs=${3:-$work/logs}
mkdir -p "$logs"
passed=0
failed=0
samples=$home/infra/samples/fashion-mnist

# ours NAME COMMAND OPTION...: the program, bounded; its output stays in $logs/NAME.log.
ours() {
  timeout 120 "$home/infra/bin/simclr-beam" "${@:2}" > "$logs/$1.log" 2>&1 \
    || { echo "$1: $(grep -v '^$' "$logs/$1.log" | tail -1 | cut -c 1-300)" >> "$work/why"; return 1; }
}

# train NAME STEPS OPTION...: with $pairs in a batch, a checkpoint every $every steps of $epochs epochs.
pairs=64
every=10
epochs=10
train() {
  ours "$1" train --views="$views" --output="$work/$1" --recipe=fashion-mnist --seed=7 --epochs="$epochs" --warmUpEpochs=0.05 --batchSize="$pairs" \
    --threads=2 --checkpointEverySteps="$every" --maxSteps="$2" "${@:3}"
}

of() { python3 "$home/infra/checks/peers/runs.py" "$@" 2>> "$work/why"; }

# process RUN: the number of the Java process that trains into a directory; nothing when there is none.
process() {
  local id
  for id in $(pgrep -f -- "--output=$1 " || true); do
    if [ "$(cat "/proc/$id/comm" 2> /dev/null)" = java ]; then echo "$id"; fi
  done
}

# verdict NAME COMMAND...: a line; what the command prints stands in it.
verdict() {
  local name=$1 said
  : > "$work/why"
  if said=$("${@:2}"); then
    passed=$((passed + 1))
    printf 'passed  %-34s %s\n' "$name" "$said"
  else
    failed=$((failed + 1))
    printf 'failed  %-34s %s %s\n' "$name" "$said" "$(tail -2 "$work/why" | paste -sd ' ')"
  fi
}

seen() { train first 20 --devices="$device" --measureEverySteps=1; }
fp32() { train processor-fp32 20 --measureEverySteps=1 && of losses 1e-3,4 "$work/processor-fp32" "$work/first"; }
fp64() { pairs=32 train processor-fp64 10 --precision=fp64 && pairs=32 train gpu-fp64 10 --precision=fp64 --devices="$device" && of losses 1e-10 "$work/processor-fp64" "$work/gpu-fp64" && of weights 1e-8 "$work/processor-fp64" "$work/gpu-fp64"; }
again() { train second 20 --devices="$device" --measureEverySteps=1 && of same "$work/first" "$work/second"; }
resumed() { train third 10 --devices="$device" --measureEverySteps=1 && train third 20 --devices="$device" --measureEverySteps=1 && of same "$work/first" "$work/third"; }
killed() {
  local program id i
  every=1 train killed 60 --devices="$device" 2> /dev/null &
  program=$!
  for i in $(seq 600); do
    if [ "$(wc -l 2> /dev/null < "$work/killed/metrics.jsonl" || echo 0)" -gt 9 ]; then break; fi
    sleep 0.05
  done
  id=$(process "$work/killed")
  if [ -n "$id" ]; then kill -9 "$id"; fi
  wait "$program" || true
  if [ -e "$work/killed/manifest.json" ]; then echo "was not killed before its end" >> "$work/why"; return 1; fi
  every=1 train killed 60 --devices="$device" && every=1 train alone 60 --devices="$device" && of same "$work/alone" "$work/killed"
}
to_processor() { pairs=32 train fp64-moved 5 --precision=fp64 --devices="$device" && pairs=32 train fp64-moved 10 --precision=fp64 && of losses 1e-10 "$work/processor-fp64" "$work/fp64-moved"; }
from_processor() { pairs=32 train fp64-come 5 --precision=fp64 && pairs=32 train fp64-come 10 --precision=fp64 --devices="$device" && of losses 1e-10 "$work/processor-fp64" "$work/fp64-come"; }
rounded() { train "$1" 20 --devices="$device" --precision="$1" --measureEverySteps=1 && of losses 1e-2,4 "$work/first" "$work/$1"; }
rounded_again() { train "$1-again" 20 --devices="$device" --precision="$1" --measureEverySteps=1 && of same "$work/$1" "$work/$1-again"; }
# both NAME STEPS OPTION...: in fp64, here and there.
both() {
  train "$1-processor" "$2" --precision=fp64 "${@:3}" && train "$1" "$2" --precision=fp64 --devices="$device" "${@:3}" \
    && of losses 1e-8 "$work/$1-processor" "$work/$1"
}
# With the pooled stem, which the other cases lack.
large() { pairs=8 both resnet50 2 --encoder=resnet50 --stem=imagenet; }
large_again() {
  train resnet50-a 10 --encoder=resnet50 --stem=imagenet --devices="$device" && train resnet50-b 10 --encoder=resnet50 --stem=imagenet --devices="$device" \
    && of same "$work/resnet50-a" "$work/resnet50-b"
}
lars() { pairs=32 both lars 5 --optimizer=lars --learningRate=2 --chunkSize=8; }
adamw() { pairs=32 both adamw 5 --optimizer=adamw --learningRate=0.001 --loss=dcl --viewStatistics=separate; }
watched() { train watched 20 --devices="$device" --measureEverySteps=1 --monitor="$views" --monitorImages=300 && of same "$work/first" "$work/watched"; }
embedded() {
  ours embed-gpu embed --input="$views" --checkpoint="$work/first" --output="$work/h-gpu" --format=tfrecord --device="$device" \
    && ours embed-processor embed --input="$views" --checkpoint="$work/first" --output="$work/h-processor" --format=tfrecord \
    && of rows 1e-5 "$work/h-processor" "$work/h-gpu"
}
# Memory of the process and of the GPU over 1,500 steps.
memory() {
  local program id
  # A heap of one size, so that what grows is not memory that Java only has not yet collected.
  SIMCLR_BEAM_JAVA_OPTIONS="-Xms512m -Xmx512m -XX:+AlwaysPreTouch" every=500 epochs=100 train memory 1500 --devices="$device" &
  program=$!
  while kill -0 "$program" 2> /dev/null; do
    id=$(process "$work/memory")
    if [ -n "$id" ]; then
      echo "$(wc -l 2> /dev/null < "$work/memory/metrics.jsonl" || echo 0)" \
        "$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$id/status" 2> /dev/null || echo 0)" \
        "$(nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits 2> /dev/null | head -1 || echo 0)"
    fi
    sleep 0.1
  done > "$logs/memory.txt"
  wait "$program" && of memory "$logs/memory.txt"
}

if [ ! -e "$views/manifest.json" ]; then
  ours views views --input="$samples/labelled-images-idx3-ubyte.gz" --output="$views" --dataset=part --recipe=fashion-mnist --viewsPerImage=2 --encoding=raw
fi
verdict "trains on $device" seen
if [ "$failed" = 1 ]; then
  echo "$passed passed, $failed failed"
  exit 1
fi
verdict "fp32: as the processor" fp32
verdict "fp64: as the processor" fp64
verdict "the same bytes again" again
verdict "went on after 10 steps" resumed
verdict "went on after kill -9" killed
verdict "bf16: losses beside fp32's" rounded bf16
verdict "bf16: the same bytes again" rounded_again bf16
verdict "tf32: losses beside fp32's" rounded tf32
verdict "resnet50: as the processor" large
verdict "resnet50: the same bytes again" large_again
verdict "lars in chunks: as the processor" lars
verdict "adamw, dcl: as the processor" adamw
verdict "watched: the same bytes" watched
verdict "from the GPU to the processor" to_processor
verdict "from the processor to the GPU" from_processor
verdict "embeddings as the processor's" embedded
verdict "memory stays" memory

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
