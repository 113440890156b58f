#!/usr/bin/env bash
# Reading view shards beside tf.data: the trainer's loader and tf.data, record by record and in whole batches, take turns on one core over the same
# shards of the bundled pictures, K = 4, as PNG and raw. Both verify checksums and decode two views of each record; ours visits the records in a
# shuffled order, tf.data in the files' order. Ends with a table of records per second of CPU time, the best of each one's turns.
#
# usage: bench-reading.sh       needs python3 and, the first time, a package index for TensorFlow; TURNS (3 by default) is how often each one comes
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
python=$home/target/peers/tensorflow/bin/python
tensorflow=2.21.0
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
turns=${TURNS:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "bench-reading: $1" >&2
  exit 1
}

installed() { [ "$("$python" -c 'from importlib.metadata import version; print(version("tensorflow-cpu"))' 2>/dev/null)" = "$tensorflow" ]; }

if ! installed; then
  command -v python3 >/dev/null || fail "the peer is missing: needs python3 for tf.data"
  echo "bench-reading: installing TensorFlow $tensorflow in target/peers/tensorflow" >&2
  { python3 -m venv "${python%/bin/python}" && "$python" -m pip install -q "tensorflow-cpu==$tensorflow"; } >"$work/log" 2>&1 && installed ||
    { tail -3 "$work/log" >&2; fail "the peer is missing: tensorflow-cpu $tensorflow cannot be installed"; }
fi

for encoding in png raw; do
  "$home/infra/bin/simclr-beam" views --input="$home/infra/samples/fashion-mnist/unlabelled-images-idx3-ubyte.gz" --output="$work/$encoding" \
    --recipe=fashion-mnist --viewsPerImage=4 --encoding="$encoding" 2>"$work/log" || { tail -3 "$work/log" >&2; fail "no $encoding shards"; }
done
"${bin}javac" -cp "$home/target/app/lib/*" -d "$work/classes" \
  "$home/pipelines/train/src/test/java/io/github/simclrbeam/train/ReadingBenchmark.java" || fail "our reader does not compile"

# The last core: the first has most of the interrupts.
pin=(env)
if command -v taskset >/dev/null; then pin=(taskset -c "$(taskset -cp $$ | grep -o '[0-9]*$')"); fi

ours() {
  "${pin[@]}" "${bin}java" -cp "$work/classes:$home/target/app/lib/*" io.github.simclrbeam.train.ReadingBenchmark "$work/$1" 5 10 >>"$work/runs" ||
    fail "our reader failed"
}
theirs() {
  "${pin[@]}" "$python" "$home/infra/checks/peers/reading.py" "$work/$1" --encoding "$1" --views 4 --size 28 --channels 1 "${@:2}" >>"$work/runs" ||
    fail "tf.data failed"
}

for ((turn = 1; turn <= turns; turn++)); do
  for encoding in png raw; do
    ours "$encoding"
    theirs "$encoding" --epochs 2
    theirs "$encoding" --epochs 4 --batched
  done
  echo "turn $turn of $turns done" >&2
done

"$python" - "$work/runs" <<'PY'
import json, sys
best = {}
for run in map(json.loads, open(sys.argv[1])):
    key = run["encoding"], {None: "ours", False: "single", True: "batched"}[run.get("batched")]
    best[key] = max(best.get(key, 0), run["records_per_cpu_s"])
print(f"{'records per CPU second':24}{'simclr-beam':>14}{'tf.data':>12}{'ratio':>8}{'batched':>12}{'ratio':>8}")
for encoding in "png", "raw":
    ours, single, batched = (best[encoding, reader] for reader in ("ours", "single", "batched"))
    print(f"{encoding + ', 28 x 28 x 1, K = 4':24}{ours:14,}{single:12,}{ours / single:8.2f}{batched:12,}{ours / batched:8.2f}")
PY
