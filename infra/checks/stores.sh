#!/usr/bin/env bash
# The whole chain on gs:// and on s3://, against fake-gcs-server and moto's S3: views, training that is killed or stopped in between
# and goes on, embeddings, probe, verify, inspect, explain, export; every output has the bytes of a run on a local disk. Then 10,000
# objects are listed, requests refused, errors made, and all that was written is searched for the secret. A line a case.
# Installs fake-gcs-server by Go and moto by pip once, under target/peers; needs Go, Python 3.11 or newer and a JDK.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
peers=$home/target/peers
work=$(mktemp -d)
processes=()
cleanup() {
  for process in "${processes[@]}"; do kill "$process" 2> /dev/null || true; wait "$process" 2> /dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT
pass() { echo "passed  $1" | tee -a "$work/cases"; }
miss() { echo "failed  $1: $2" | tee -a "$work/cases"; }

. "$home/infra/checks/peers/environment.sh"
moto_environment
fake_gcs_environment
export SIMCLR_BEAM_JAVA_OPTIONS=${SIMCLR_BEAM_JAVA_OPTIONS:--XX:TieredStopAtLevel=1}
python() { "$peers/moto/bin/python" "$@"; }
stores() { python "$home/infra/checks/peers/stores.py" "$@"; }
await() { # url name
  for ((tries = 0; tries < 300; tries++)); do
    if curl -sf -o /dev/null "$1"; then return; fi
    sleep 0.2
  done
  fail "$2 does not start"
}

# The first of the bundled pictures: 320 to train and 100 to test.
mkdir -p "$work/store/bkt/in"
for images in "labelled 320 train" "test 100 test"; do
  read -r part count name <<< "$images"
  python "$home/infra/checks/peers/first-images.py" "$home/infra/samples/fashion-mnist/$part" "$count" "$work/store/bkt/in/$name"
done
stores pictures "$work/store/bkt/many" 10000

# Each emulator behind a proxy that writes down what is asked, and refuses when it is told to.
start() { # log command...
  "${@:2}" > "$work/$1" 2>&1 &
  processes+=($!)
}
gs=127.0.0.1:$(free_port) gs_proxy=127.0.0.1:$(free_port)
s3=127.0.0.1:$(free_port) s3_proxy=127.0.0.1:$(free_port)
start gs.log "$fake_gcs_server" -scheme http -host 127.0.0.1 -port "${gs#*:}" -backend filesystem -filesystem-root "$work/gs" \
  -log-level warn -external-url "http://$gs_proxy" -public-host "$gs_proxy"
start s3.log "$peers/moto/bin/python" "$home/infra/checks/peers/stores.py" s3 "${s3#*:}" "$work/store/bkt"
for kind in gs s3; do
  to=${kind}_proxy
  start "$kind-proxy.log" "$peers/moto/bin/python" "$home/infra/checks/peers/stores.py" proxy "$(p=${!to}; echo "${p#*:}")" "${!kind}" "$work/$kind.requests"
done
await "http://$gs_proxy/_internal/healthcheck" fake-gcs-server
start filled.log "$peers/moto/bin/python" "$home/infra/checks/peers/stores.py" gs "$gs" "$work/store/bkt"
filling=$!
await "http://$s3_proxy/bkt?list-type=2&max-keys=1" moto_server

# What is said on the way, by each chain in a folder of its own.
out=$work/out
mkdir "$out"
secret=hush-4b1d-this-is-secret
reached() { # kind: options by which it is reached
  if [ "$1" = gs ]; then
    options=("--gcsEndpoint=http://$gs_proxy/storage/v1/" --credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory --project=proj)
  else
    options=(--awsRegion=us-east-1 "--endpoint=http://$s3_proxy"
      "--awsCredentialsProvider={\"@type\":\"StaticCredentialsProvider\",\"accessKeyId\":\"test\",\"secretAccessKey\":\"$secret\"}")
  fi
}
simclr() { "$home/infra/bin/simclr-beam" "$@" "${options[@]}"; }

views() { simclr views --input="$1/in/train-images-idx3-ubyte" --output="$2" --recipe=fashion-mnist --dataset=pictures --shards=3 --seed=3; }
train() { simclr train --views="$1" --output="$2" --batchSize=32 --epochs=3 --checkpointEverySteps=5 --keepCheckpoints=2 --threads=1 --seed=3; }
embed() { # images split run output
  simclr embed --input="$1/in/$2-images-idx3-ubyte" --checkpoint="$3" --output="$4" --shards=2 --batchSize=64
}
planned() { simclr plan views --input="$1/many" --recipe=none --imageSize=8 | tee "$out/plan"; }
probe() { simclr probe --train="$1/train" --test="$1/test" --output="$2"; }

# same NAME HERE THERE: but run.json, which tells the time, and figures of speed.
same() {
  if diff -r -x run.json -x speed "$2" "$3" > "$out/difference" 2>&1; then pass "$1"; else miss "$1" "$(head -3 "$out/difference" | cut -c 1-300)"; fi
}
# ends NAME COMMAND...: it ends well; what it says is kept.
ends() {
  local code=0
  "${@:2}" >> "$out/said" 2> "$out/error" || code=$?
  cat "$out/error" >> "$out/said"
  if [ "$code" -eq 0 ]; then pass "$1"; else miss "$1" "exit code $code: $(tail -2 "$out/error")"; fi
}
# refused NAME CODE TEXT COMMAND...: it ends with this exit code, one line holds the text and none is of a stack trace.
refused() {
  local code=0
  "${@:4}" >> "$out/said" 2> "$out/error" || code=$?
  cat "$out/error" >> "$out/said"
  if [ "$code" -ne "$2" ]; then
    miss "$1" "exit code $code, not $2: $(tail -2 "$out/error")"
  elif grep -qF -- "$3" "$out/error" && ! grep -q '^[[:space:]]*at ' "$out/error"; then
    pass "$1"
  else
    miss "$1" "it says $(tail -2 "$out/error"), not $3"
  fi
}

# Killed while it sends its second checkpoint, or asked to stop; the next process knows of the first only what the store holds.
interrupted() { # kind
  local signal=KILL process
  if [ "$1" = s3 ]; then signal=TERM; fi
  train "$1://bkt/views" "$1://bkt/run" >> "$out/said" 2>&1 &
  process=$!
  for ((tries = 0; tries < 1200; tries++)); do
    if grep -q 'step-00000010' "$work/$1.requests" || ! kill -0 "$process" 2> /dev/null; then break; fi
    sleep 0.1
  done
  # The program, which is a child of this shell's copy.
  # shellcheck disable=SC2046
  kill -$signal $(cat "/proc/$process/task/$process/children" 2> /dev/null) 2> /dev/null || true
  wait "$process" 2> /dev/null || true
  if stores get "$1" "${!1}" run/manifest.json "$work/half-$1" && [ ! -e "$work/half-$1/run/manifest.json" ]; then
    pass "$1: training is cut off before its end"
  else
    miss "$1: training is cut off before its end" "it came to it"
  fi
}

# The whole chain, and what may go wrong, on one of them.
chain() { # kind
  local kind=$1 what split before refusals
  local at=$kind://bkt
  reached "$kind"
  out=$work/out-$kind
  mkdir "$out"
  ends "$kind: views" views "$at" "$at/views"
  interrupted "$kind"
  ends "$kind: train goes on" train "$at/views" "$at/run"
  grep -q "going on after step" "$out/error" || miss "$kind: train goes on from a checkpoint" "it began anew"
  for split in train test; do
    ends "$kind: embed $split" embed "$at" "$split" "$at/run" "$at/embeddings/$split"
    # Rows hold the uri of their image, so these are of the same images.
    ends "$kind: embed $split to a local disk" embed "$at" "$split" "$here/run" "$here/$kind/embeddings/$split"
  done
  ends "$kind: probe" probe "$at/embeddings" "$at/evaluation"
  # Its report shows pictures, which are in the store.
  ends "$kind: probe on a local disk" env SIMCLR_BEAM_STORES="gcp aws" "$home/infra/bin/simclr-beam" probe \
    --train="$here/$kind/embeddings/train" --test="$here/$kind/embeddings/test" --output="$here/$kind/evaluation" "${options[@]}"
  for what in views run embeddings/test; do ends "$kind: verify $what" simclr verify "$at/$what"; done
  ends "$kind: inspect" simclr inspect "$at/views"
  ends "$kind: verify --recompute" simclr verify "$at/views" --recompute=5
  ends "$kind: explain" simclr explain "$at/views" --image='train-images-idx3-ubyte#00000' --output="$at/explained.png"
  ends "$kind: export" simclr export --checkpoint="$at/run" --format=onnx --output="$at/encoder.onnx"
  for what in views run embeddings evaluation encoder.onnx explained.png; do stores get "$kind" "${!kind}" "$what" "$work/there-$kind"; done
  same "$kind: the views of a local run" "$here/views" "$work/there-$kind/views"
  same "$kind: the checkpoints, metrics and events of a local run" "$here/run" "$work/there-$kind/run"
  same "$kind: the embeddings of a local run" "$here/$kind/embeddings" "$work/there-$kind/embeddings"
  sed -i "s#$at/\(run\|embeddings\|evaluation\)#HERE/\1#g" "$work/there-$kind/evaluation"/*.* || true
  sed -i -e "s|$here/$kind/|HERE/|g" -e "s|$here/run|HERE/run|g" "$here/$kind/evaluation"/*.* || true
  same "$kind: the evaluation of a local run" "$here/$kind/evaluation" "$work/there-$kind/evaluation"

  # Every ninth request is refused, of reading and of writing.
  echo 9 > "$work/$kind.requests.every"
  ends "$kind: views while requests are refused" views "$at" "$at/again"
  rm "$work/$kind.requests.every"
  stores get "$kind" "${!kind}" again "$work/there-$kind"
  same "$kind: their bytes, after refusals" "$here/views" "$work/there-$kind/again"
  refusals=$(grep -c ' 503$' "$work/$kind.requests" || true)
  if [ "$refusals" -gt 20 ]; then pass "$kind: $refusals of them"; else miss "$kind: refusals" "there were $refusals"; fi

  before=$(wc -l < "$work/$kind.requests")
  ends "$kind: 10,000 objects are listed" planned "$at"
  if grep -q '10,000' "$out/plan"; then pass "$kind: all of them"; else miss "$kind: all of them" "$(tail -20 "$out/plan")"; fi
  echo "$kind: by $(($(wc -l < "$work/$kind.requests") - before)) requests"

  refused "$kind: a bucket that is not there is named" 2 "--input: there is no bucket $kind://nobody" \
    simclr views --input="$kind://nobody/photos" --output="$kind://nobody/out" --recipe=none-such
  for what in "--output: must lie in a bucket that is there" "--recipe: "; do
    if grep -qF -- "$what" "$out/error"; then pass "$kind: with all else: $what"; else miss "$kind: with all else: $what" "$(cat "$out/error")"; fi
  done
  refused "$kind: a missing object is named" 2 "$at/nothing" simclr train --views="$at/nothing" --output="$at/other"
  refused "$kind: so is one of a probe" 2 "$at/nothing" simclr probe --train="$at/nothing" --test="$at/nothing" --output="$at/other"
  stores get "$kind" "${!kind}" other "$work/there-$kind"
  if [ -e "$work/there-$kind/other" ]; then miss "$kind: nothing was written then" "$(ls "$work/there-$kind/other")"; else pass "$kind: nothing was written then"; fi

  # On one of them: the same stages, by one command.
  if [ "$kind" = s3 ]; then
    ends "s3: the whole chain by run" simclr run --input="$at/in/train-images-idx3-ubyte" --test="$at/in/test-images-idx3-ubyte" --output="$at/whole" \
      --recipe=fashion-mnist --viewsPerImage=2 --encoder=resnet-tiny --stem=small --batchSize=64 --maxSteps=2 --device=cpu
    stores get s3 "$s3" whole/report.html "$work/there-s3"
    if [ -s "$work/there-s3/whole/report.html" ]; then pass "s3: its report"; else miss "s3: its report" "it is not there"; fi
  fi
}

here=$work/here
options=()
ends "local disk: views" views "$work/store/bkt" "$here/views"
ends "local disk: train" train "$here/views" "$here/run"

wait "$filling" || fail "fake-gcs-server does not take pictures: $(tail -1 "$work/filled.log")"
# Side by side: a command waits for its store much of the time.
chain gs &
gs_chain=$!
chain s3 &
s3_chain=$!
for kind in gs s3; do
  of=${kind}_chain
  wait "${!of}" || miss "$kind: the chain" "it stopped before its end: $(tail -2 "$work/out-$kind/error")"
done

options=()
for command in "views --input=azfs://x/y --output=$work/no" "train --views=$work/no --output=hdfs://h/y" "inspect hdfs://h/y" \
  "probe --train=a --test=b,azfs://c --output=$work/no"; do
  # shellcheck disable=SC2086
  refused "an unknown store: ${command%% *}" 2 "where nothing here reads or writes; known are local paths, file:" simclr $command
done

find "$work" -name '*.requests' -exec mv {} {}.txt \;
if grep -rlF "$secret" "$work" > "$work/found"; then miss "the secret stands nowhere" "$(cat "$work/found")"; else pass "the secret stands nowhere"; fi

# The name of a jar without its version tells the library; of some names there are several libraries.
for runner in Direct Flink Spark Dataflow; do
  for stores in gcp aws 'gcp aws'; do
    twice=$(SIMCLR_BEAM_STORES=$stores SIMCLR_BEAM_JAVA_OPTIONS=-XshowSettings:properties \
      "$home/infra/bin/simclr-beam" --version --runner="${runner}Runner" 2>&1 | grep -o '[^/]*\.jar$' | python -c '
import collections, re, sys
versions = collections.defaultdict(set)
for line in sys.stdin:
    name = re.sub(r"-\d+(\.\w+)*(-(jre|android|alpha|beta|incubating|v\w+))*(?=\.jar$|-(linux|osx|windows)-.*$|-testlib\.jar$|-tests\.jar$)", "", line.strip())
    versions[name].add(line.strip())
print(*(name for name, jars in versions.items() if len(jars) > 1 and name not in ("annotations.jar", "opentelemetry-semconv.jar")), *([] if len(versions) > 100 else ["no class path"]))')
    if [ -z "$twice" ]; then pass "$runner and $stores: one version of each library"; else miss "$runner and $stores: one version of each library" "$twice"; fi
  done
done

passed=$(grep -c '^passed' "$work/cases" || true)
failed=$(grep -c '^failed' "$work/cases" || true)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
