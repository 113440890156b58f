#!/usr/bin/env bash
# The same views and manifest on the direct, the Flink and the Spark runner, each embedded and on a class path of its own.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

views() {
  "$home/infra/bin/simclr-beam" views --input="$home/infra/samples/fashion-mnist/labelled-images-idx3-ubyte.gz" \
    --output="$work/$1" --recipe=fashion-mnist --dataset=fashion-mnist --shards=4 --seed=3 "${@:2}"
}

views direct --runner=DirectRunner
for runner in Flink Spark; do
  case $runner in
    Flink) options=(--runner=FlinkRunner --flinkMaster='[local]' --parallelism=2) ;;
    Spark) options=(--runner=SparkRunner --sparkMaster='local[2]') ;;
  esac
  if views "$runner" "${options[@]}" && diff -r -x run.json "$work/direct" "$work/$runner"; then
    echo "$runner: the direct runner's bytes"
    passed=$((passed + 1))
  else
    echo "$runner: failed"
    failed=$((failed + 1))
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
