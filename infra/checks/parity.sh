#!/usr/bin/env bash
# Training against plain PyTorch: the same views, initial weights, order and recipe, replayed with autograd and torch.optim
# (peers/parity.py). In fp64 ten steps agree to 1e-11 in losses, weights, running statistics and the optimizer's state, and fifty
# losses to 1e-9; in fp32 the first four losses to 1e-3: after about ten steps PyTorch differs from itself, with another number of threads, by as much.
# Prints a line a case and `N passed, N failed`. Some minutes on two cores; the first time PyTorch is installed.
#
# usage: parity.sh [--verbose]
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
peers=$home/target/peers
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$home/infra/checks/peers/environment.sh"
verbose=${1:-}
passed=0
failed=0

torch_environment

run() {
  "$home/infra/bin/simclr-beam" "$@" > "$work/log" 2>&1 || { tail -5 "$work/log" >&2; return 1; }
}

# parity NAME STEPS PARITY_OPTIONS -- TRAINING_OPTIONS
parity() {
  local name=$1 steps=$2 tolerances=()
  shift 2
  while [ "$1" != -- ]; do tolerances+=("$1"); shift; done
  shift
  local out=$work/$name verdict=failed
  : > "$work/found"
  : > "$work/errors"
  if run train --views="$work/$views" --output="$out" --recipe=fashion-mnist --seed=7 --threads=1 --reflip=true --epochs=10 \
      --maxSteps="$steps" --traceSteps="$steps" "$@" \
    && "$peers/torch/bin/python" "$home/infra/checks/peers/parity.py" "$out" "${tolerances[@]}" > "$work/found" 2> "$work/errors"; then
    verdict=passed
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    tail -3 "$work/errors" >&2 2> /dev/null || true
  fi
  if [ "$verdict" = failed ] || [ -n "$verbose" ]; then cat "$work/found" >&2; fi
  printf '%-7s %-28s %s\n' "$verdict" "$name" "$(grep -v '^step' "$work/found" | sed 's/ at most, .*//' | paste -sd ' ')"
  rm -rf "$out"
}

samples=$home/infra/samples/fashion-mnist
run views --input="$samples/labelled-images-idx3-ubyte.gz" --output="$work/gray" --dataset=part --recipe=fashion-mnist --viewsPerImage=2 --encoding=raw
views=gray
fp64=(--precision=fp64 --batchSize=32 --warmUpEpochs=0.05)
sgd=("${fp64[@]}" --learningRate=0.05)
exact=(--loss 1e-11 --state 1e-11)
parity fp64-sgd 10 "${exact[@]}" -- "${sgd[@]}"
parity fp64-sgd-all-decays 10 "${exact[@]}" -- "${sgd[@]}" --decayed=all --weightDecay=0.01
parity fp64-nesterov 10 "${exact[@]}" -- "${sgd[@]}" --nesterov=true
parity fp64-lars-google 10 "${exact[@]}" -- "${fp64[@]}" --optimizer=lars --learningRate=2
parity fp64-adam 10 "${exact[@]}" -- "${fp64[@]}" --optimizer=adam --learningRate=0.001
parity fp64-adamw 10 "${exact[@]}" -- "${fp64[@]}" --optimizer=adamw --learningRate=0.001 --weightDecay=0.05
parity fp64-dcl 10 "${exact[@]}" -- "${sgd[@]}" --loss=dcl
parity fp64-sum-of-views 10 "${exact[@]}" -- "${sgd[@]}" --lossReduction=sum-of-views --temperature=0.07
parity fp64-views-separate 10 "${exact[@]}" -- "${sgd[@]}" --viewStatistics=separate
parity fp64-projector-without-norm 10 "${exact[@]}" -- "${sgd[@]}" --projectorLayers=3 --projectorBatchNorm=false
parity fp64-fifty-steps 50 --loss 1e-9 -- --precision=fp64 --batchSize=32 --warmUpEpochs=0.5
parity fp32-recipe 4 --loss 1e-3 -- --batchSize=256
parity fp32-resnet18 4 --loss 1e-3 -- --encoder=resnet18 --batchSize=32

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
