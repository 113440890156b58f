#!/usr/bin/env bash
# The whole product beside LightlyTrain: from a folder of 6,000 PNG images (Fashion-MNIST) to embeddings by SimCLR, ResNet-18, 32 pixels,
# 64 pairs, 2 epochs, on the CPU, each as its commands with all that they take to start, in turn, two rounds. Prints wall seconds of each
# stage and the ratio. Needs a quiet machine; some ten minutes, and PyTorch and LightlyTrain the first time.
#
# usage: bench-product.sh [ROUNDS]
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
peers=$home/target/peers
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$home/infra/checks/peers/environment.sh"
rounds=${1:-2}
size=32 pairs=64 epochs=2

environment lightly torch==2.7.1 torchvision==0.22.1 lightly-train==0.18.0
export PATH=$peers/lightly/bin:$PATH
"$home/infra/bin/simclr-beam" help > /dev/null

"$peers/lightly/bin/python" - "$home/infra/samples/fashion-mnist/labelled-images-idx3-ubyte.gz" "$work/images" <<'PYTHON'
import gzip
import os
import sys

from PIL import Image

data = gzip.open(sys.argv[1]).read()[16:]
os.makedirs(sys.argv[2])
for i in range(6000):
    Image.frombytes("L", (28, 28), data[784 * i:784 * (i + 1)]).convert("RGB").save(f"{sys.argv[2]}/{i:05d}.png")
PYTHON

# stage WHO NAME COMMAND...
stage() {
  local start end
  start=$(date +%s.%N)
  "${@:3}" > "$work/log" 2>&1 || { tail -5 "$work/log" >&2; fail "$1 $2 failed"; }
  end=$(date +%s.%N)
  echo "$1 $2 $(awk -v a="$start" -v b="$end" 'BEGIN { print b - a }')" | tee -a "$work/times" >&2
}

for ((round = 1; round <= rounds; round++)); do
  rm -rf "$work/ours" "$work/theirs"
  stage ours views "$home/infra/bin/simclr-beam" views --input="$work/images" --output="$work/ours/views" --recipe=simclr-imagenet \
    --imageSize=$size --viewsPerImage=2 --encoding=png
  stage ours train "$home/infra/bin/simclr-beam" train --views="$work/ours/views" --output="$work/ours/run" --encoder=resnet18 --stem=imagenet \
    --batchSize=$pairs --epochs=$epochs
  stage ours embed "$home/infra/bin/simclr-beam" embed --input="$work/images" --checkpoint="$work/ours/run" --output="$work/ours/embeddings"
  mkdir -p "$work/theirs"
  stage LightlyTrain train lightly-train pretrain out="$work/theirs/run" data="$work/images" model=torchvision/resnet18 method=simclr \
    epochs=$epochs batch_size=$pairs num_workers=1 accelerator=cpu overwrite=True "transform_args.image_size=[$size,$size]"
  stage LightlyTrain embed lightly-train embed out="$work/theirs/embeddings.pt" data="$work/images" \
    checkpoint="$work/theirs/run/checkpoints/last.ckpt" format=torch "image_size=[$size,$size]" batch_size=128 num_workers=1 accelerator=cpu \
    overwrite=True
done

awk -v rounds="$rounds" '{ of[$1 " " $2] += $3; all[$1] += $3 }
  END { for (name in of) printf "%-20s %7.1f s\n", name, of[name] / rounds
        printf "all of ours %.1f s, all of LightlyTrain %.1f s: %.2f of its time\n", all["ours"] / rounds, all["LightlyTrain"] / rounds,
          all["ours"] / all["LightlyTrain"] }' "$work/times"
