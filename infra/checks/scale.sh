#!/usr/bin/env bash
# 10,000, 100,000 and 1,000,000 small images through views with a fixed heap: time should grow with the number, memory should
# not. The images are the bundled Fashion-MNIST ones, shifted. Prints a table; about ten minutes and 4 GB of disk.
#
# usage: scale.sh [COUNT ...]
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
counts=("${@:-}")
[ -n "${counts[0]}" ] || counts=(10000 100000 1000000)
heap=512m
work=$(mktemp -d -p "${TMPDIR:-/tmp}")
trap 'rm -rf "$work"' EXIT
"$home/infra/bin/simclr-beam" help > /dev/null

printf '%10s %9s %10s %9s %12s %8s\n' images seconds images/s CPU-s 'peak RSS MB' shards
for count in "${counts[@]}"; do
  java "$home/infra/checks/src/test/java/io/github/simclrbeam/checks/ShiftedImages.java" \
    "$home/infra/samples/fashion-mnist/unlabelled-images-idx3-ubyte.gz" "$count" "$work/shifted-$count-images-idx3-ubyte"
  start=$(date +%s%N)
  SIMCLR_BEAM_JAVA_OPTIONS="-Xmx$heap -Xms$heap" "$home/infra/bin/simclr-beam" views --input="$work/shifted-$count-images-idx3-ubyte" \
    --output="$work/views" --dataset=shifted --recipe=fashion-mnist --viewsPerImage=2 2> "$work/log" &
  pid=$!
  peak=0 ticks=0
  while [ -r "/proc/$pid/status" ] && [ -d "/proc/$pid/task" ]; do
    now=$(awk '/VmHWM/ {print $2}' "/proc/$pid/status" 2>/dev/null || true)
    [ -z "$now" ] || peak=$now
    now=$(awk '{print $14 + $15}' "/proc/$pid/stat" 2>/dev/null || true)
    [ -z "$now" ] || ticks=$now
    sleep 0.2
  done
  wait "$pid" || { tail -3 "$work/log" >&2; exit 1; }
  end=$(date +%s%N)
  shards=$(find "$work/views" -name '*.tfrecord-*' | wc -l)
  awk -v n="$count" -v ns=$((end - start)) -v rss="$peak" -v ticks="$ticks" -v hz="$(getconf CLK_TCK)" -v shards="$shards" \
    'BEGIN { s = ns / 1e9; printf "%10d %9.1f %10.0f %9.1f %12.0f %8d\n", n, s, n / s, ticks / hz, rss / 1024, shards }'
  rm -rf "$work/views" "$work"/shifted-*
done
