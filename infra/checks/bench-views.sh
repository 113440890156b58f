#!/usr/bin/env bash
# Pairs of views per second and core, ours beside torchvision (PIL, and v2 on tensors), albumentations on OpenCV (as fast as it goes,
# and doing what ours does: antialiased crops, a blur as wide, colour in full) and DALI on the CPU: JPEG photographs of 500 x 375 in,
# two 224-pixel views as JPEG of quality 95 out. Then the whole command over 6,000 photographs. Everything is pinned to one core and
# measured in turn, three rounds; prints the ratios. Needs a quiet machine.
#
# usage: bench-views.sh [--command] [PHOTO_DIR]
#   --command  measure the whole command too (minutes)
#   PHOTO_DIR  JPEG photographs; without it 6,000 are cut from those below /usr/share/backgrounds (see peers/make-photographs.py)
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
peers=$home/infra/checks/peers
venv=$home/target/peers/views
core=$(($(nproc) - 1))
images=200
command=no
if [ "${1:-}" = --command ]; then command=yes; shift; fi

if [ ! -e "$venv/.complete" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q torch==2.7.1 torchvision==0.22.1 pillow==13.0.0 numpy==2.4.6 \
    opencv-python-headless==5.0.0.93 albumentations==2.0.8 nvidia-dali-cuda120==2.4.0
  touch "$venv/.complete"
fi
photos=${1:-$home/target/peers/photographs}
if [ -z "${1:-}" ] && [ ! -d "$photos" ]; then
  "$venv/bin/python" "$peers/make-photographs.py" "$photos.part" 6000
  mv "$photos.part" "$photos"
fi
"$home/infra/bin/simclr-beam" help > /dev/null

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

ours() {
  taskset -c "$core" java -cp "$home/target/app/lib/*" \
    "$home/infra/checks/src/test/java/io/github/simclrbeam/checks/PairsPerSecond.java" "$photos" "$images"
}

for round in 1 2 3; do
  ours 2>/dev/null | grep '^{' >> "$results/ours"
  for peer in torchvision torchvision-v2 albumentations albumentations-like-ours dali; do
    taskset -c "$core" "$venv/bin/python" "$peers/views.py" "$peer" "$photos" "$images" 2>/dev/null | grep '^{' >> "$results/$peer" \
      || { echo "$peer did not run: see $venv/bin/python $peers/views.py $peer $photos" >&2; exit 1; }
  done
  echo "round $round of 3 done" >&2
done

start=0 end=0
if [ "$command" = yes ]; then
  start=$(date +%s.%N)
  taskset -c "$core" "$home/infra/bin/simclr-beam" views --input="$photos" --output="$results/views" --recipe=simclr-imagenet
  end=$(date +%s.%N)
  taskset -c "$core" "$venv/bin/python" "$peers/views.py" torchvision "$photos" "$images" 2>/dev/null | grep '^{' >> "$results/torchvision-after"
fi

"$venv/bin/python" - "$results" "$start" "$end" "$(find -L "$photos" -name '*.jpg' | wc -l)" <<'PYTHON'
import json
import os
import statistics
import sys

folder, seconds, count = sys.argv[1], float(sys.argv[3]) - float(sys.argv[2]), int(sys.argv[4])


def rates(name):
    lines = [json.loads(line) for line in open(os.path.join(folder, name))]
    return lines[0]["program"], [rate for line in lines for rate in line["pairs_per_s"]]


ours = statistics.median(rates("ours")[1])
print(f"{'program':52} {'pairs/s: median':>16} {'lowest':>8} {'highest':>8} {'ours / it':>10}")
for name in ["ours", "torchvision", "torchvision-v2", "albumentations", "albumentations-like-ours", "dali"]:
    program, values = rates(name)
    median = statistics.median(values)
    print(f"{program:52} {median:16.1f} {min(values):8.1f} {max(values):8.1f} {ours / median:10.2f}")
if seconds:
    rate = count / seconds
    peer = statistics.median(rates("torchvision-after")[1])
    print(f"the whole command, {count:,} photographs: {seconds:.1f} s, {rate:.1f} pairs/s, {rate / peer:.2f} of torchvision ({peer:.1f} right after)")
PYTHON
