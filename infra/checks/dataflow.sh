#!/usr/bin/env bash
# Jobs for Dataflow, submitted by the command and by the templates' entries to a stand-in for its job service, with files on an emulator
# of Cloud Storage: what is staged and asked for, submission again, jobs found again, refusals, ends, signals, and what is caught before.
# No pipeline runs there: the finished output is a direct run's. A line a case.
# Builds fake-gcs-server once under target/peers by Go; needs Go, Python 3.11 or newer, curl and a JDK.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
engines=$home/infra/checks/engines
peers=$home/target/peers
work=$(mktemp -d)
processes=()
cleanup() {
  for process in ${processes[@]+"${processes[@]}"}; do kill "$process" 2> /dev/null || true; wait "$process" 2> /dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT
export PYTHONDONTWRITEBYTECODE=1
# What a machine of a user of Google Cloud may have set would hide what is missing.
export CLOUDSDK_CONFIG=$work/none
unset CLOUDSDK_CORE_PROJECT CLOUDSDK_COMPUTE_REGION GOOGLE_CLOUD_PROJECT 2> /dev/null || true

. "$home/infra/checks/peers/environment.sh"

pass() { echo "passed  $1" | tee -a "$work/cases"; }
failed() { # name, what was seen
  echo "failed  $1" | tee -a "$work/cases"
  sed 's/^/        /' "$2" | tail -15
}

# await SECONDS COMMAND...: until the command succeeds.
await() {
  local end=$((SECONDS + $1))
  until "${@:2}" > /dev/null 2>&1; do
    if [ $SECONDS -ge $end ]; then return 1; fi
    sleep 0.3
  done
}

control() { curl -fsS -o /dev/null -X POST -d "$2" "$service/control/$1"; }
posts() { grep -c '^POST .*/jobs ' "$work/service/requests.log" || true; }
newest() { ls -t "$work/service/jobs/"*.json | head -1; }
id_of() { basename "$(newest)" .json; }
state() { curl -fsS "$service/v1b3/projects/proj-x/locations/us-central1/jobs/$1" | grep -o 'JOB_STATE_[A-Z]*'; }
objects() { curl -fsS "$gcs/storage/v1/b/bkt/o?maxResults=5000&prefix=$1" | python3 -c 'import json, sys; [print(o["name"], o["generation"], o["size"]) for o in json.load(sys.stdin).get("items", [])]'; }
upload() { # file object
  curl -fsS -o /dev/null -X POST --data-binary "@$1" "$gcs/upload/storage/v1/b/bkt/o?uploadType=media&name=$2"
}

here=() # filled once the servers run: how they are reached in place of Google's
staged=() # what workers get: nothing said at first, so all that they need; one jar once that was looked at
job=(--runner=DataflowRunner --project=proj-x --region=us-central1 --gcpTempLocation=gs://bkt/tmp)
set_of_views=(--recipe=fashion-mnist --dataset=fashion-mnist --shards=2 --seed=3)
export SIMCLR_BEAM_JAVA_OPTIONS="-Xmx1g -XX:TieredStopAtLevel=1"
simclr() { "$home/infra/bin/simclr-beam" "$@"; }
views() { # output options...
  simclr views --input=gs://bkt/in/images-idx3-ubyte --output="gs://bkt/$1" "${set_of_views[@]}" "${job[@]}" "${here[@]}" "${staged[@]}" "${@:2}"
}
# The same beside this script, as the process $waiting.
begin_views() { # output
  "$home/infra/bin/simclr-beam" views --input=gs://bkt/in/images-idx3-ubyte --output="gs://bkt/$1" "${set_of_views[@]}" "${job[@]}" "${here[@]}" "${staged[@]}" \
    > "$work/out" 2> "$work/err" &
  waiting=$!
  processes+=($waiting)
}

# run NAME CODE LINES COMMAND...: it ends with the code, and prints every line (a pattern a line) on stderr.
run() {
  local code=0 missing=0
  "${@:4}" > "$work/out" 2> "$work/err" || code=$?
  holds "$1" "$2" "$code" "$3"
}
holds() { # name wanted-code code lines
  local missing=0
  while IFS= read -r line; do grep -qE -- "$line" "$work/err" || { missing=1; echo "no line: $line" >> "$work/err"; }; done <<< "$4"
  if grep -qE '^\s+at .*\(.*\.java' "$work/err"; then missing=1; fi
  if [ "$3" -eq "$2" ] && [ $missing -eq 0 ]; then pass "$1"; else echo "exit code $3" >> "$work/err"; failed "$1" "$work/err"; fi
}
# check NAME COMMAND...: it succeeds.
check() {
  if "${@:2}" > "$work/seen" 2>&1; then pass "$1"; else failed "$1" "$work/seen"; fi
}
# Its cases are lines of its own; one that ends otherwise than by them is a failed case too.
assert_job() { # kind file url
  local code=0
  python3 "$engines/submitted.py" "$1" "$2" "$3" > "$work/asserted" 2> "$work/seen" || code=$?
  tee -a "$work/cases" < "$work/asserted"
  if [ $code -ne 0 ] && ! grep -q '^failed' "$work/asserted"; then failed "$1: everything is asserted of the job" "$work/seen"; fi
}

for program in python3 curl; do command -v $program > /dev/null || fail "needs $program"; done
fake_gcs_environment
simclr help > "$work/log" 2>&1 || { tail -3 "$work/log" >&2; fail "the program does not start"; }

gcs_port=$(free_port)
gcs=http://127.0.0.1:$gcs_port
"$fake_gcs_server" -scheme http -host 127.0.0.1 -port "$gcs_port" -backend memory -external-url "$gcs" -public-host "127.0.0.1:$gcs_port" > "$work/gcs.log" 2>&1 &
processes+=($!)
await 30 curl -fsS "$gcs/_internal/healthcheck" || fail "fake-gcs-server does not start: $(tail -1 "$work/gcs.log")"
curl -fsS -o /dev/null -X POST -d '{"name": "bkt"}' "$gcs/storage/v1/b?project=proj-x"
mkdir "$work/service"
python3 "$engines/dataflow.py" "$work/port" "$work/service" "$gcs" 2> "$work/service.log" &
processes+=($!)
await 30 test -s "$work/port" || fail "the stand-in does not start: $(tail -1 "$work/service.log")"
service=http://127.0.0.1:$(cat "$work/port")
touch "$work/service/requests.log"
here=("--dataflowEndpoint=$service/" "--gcsEndpoint=$gcs/storage/v1/" --credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory)

python3 "$home/infra/checks/peers/first-images.py" "$home/infra/samples/fashion-mnist/labelled" 600 "$work/first"
mv "$work/first-images-idx3-ubyte" "$work/images-idx3-ubyte"
upload "$work/images-idx3-ubyte" in/images-idx3-ubyte

# Caught before anything is submitted, all at once.
run "what is wrong is told at once: local paths, nothing said about the project, a bad name, an option twice" 2 \
'--checkpoint: must be on a store .* but was: run
--input: must be on a store .* but was: photos
--output: must be on a store .* but was: out
--project: is missing
--region: is missing
--gcpTempLocation: is missing
--jobName: must be small letters.*My_Job
--numWorkers: is given 2 times: \[1, 2\]' \
  simclr embed --input=photos --checkpoint=run --output=out --runner=DataflowRunner --jobName=My_Job --numWorkers=1 --numWorkers=2
run "a glob that matches nothing and an output on a file system that is not there are told at once" 2 \
'--input: .*gs://bkt/none/\*\.jpg
--output: .*hdfs' \
  simclr views --input='gs://bkt/none/*.jpg' --output=hdfs://host/out "${job[@]}" "${here[@]}"
run "a bucket that is not there is told before submission" 2 '--runner: .*gs://nobody' \
  simclr views --input=gs://bkt/in/images-idx3-ubyte --output=gs://bkt/out/x "${job[@]/gs:*/gs://nobody/tmp}" "${here[@]}" --wait=false
check "nothing of this reached the service" test "$(posts)" -eq 0

# Submission.
first=(--wait=false --workerMachineType=n2-standard-8 --numWorkers=2 --maxNumWorkers=20 '--labels={"team":"vision"}')
run "views is submitted, and the command ends without waiting" 0 \
'job simclr-beam-views-one-[0-9a-f]{8}-[0-9a-f]{8} \(2026-.*\) is submitted: https://console.cloud.google.com/dataflow/jobs/us-central1/2026-' views out/one "${first[@]}"
one=$(newest)
name=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["name"])' "$one")
assert_job views "$one" "$gcs"
assert_job misspelt "$one" "$service"
before=$(posts)
run "the same command finds the job and submits nothing" 0 "job $name \\(.*\\) runs already" views out/one "${first[@]}"
check "the service was not asked for another job" test "$(posts)" -eq "$before"
run "another configuration into the same output is refused while the job runs" 1 "job $name .* writes into gs://bkt/out/one already.* gcloud dataflow jobs cancel" \
  views out/one "${first[@]}" --viewsPerImage=3 --overwrite
objects tmp/staging > "$work/staged-before"
control end "{\"name\": \"$name\", \"state\": \"JOB_STATE_CANCELLED\"}"
run "once it has ended the same command submits again" 0 "job $name \\(.*\\) is submitted" views out/one "${first[@]}"
objects tmp/staging > "$work/staged-after"
check "no jar was staged again" sh -c "grep '[.]jar ' '$work/staged-before' > '$work/a'; grep '[.]jar ' '$work/staged-after' | cmp '$work/a' - && [ \$(wc -l < '$work/a') -gt 100 ]"
id=$(id_of)
staged=(--filesToStage="$home/target/app/lib/cli-0.1.0.jar")

# A name of one's own, which is another job's as well as its own.
named=(--wait=false --jobName=nightly)
run "a job is submitted by a name of one's own" 0 'job nightly \(.*\) is submitted' views out/named "${named[@]}"
before=$(posts)
run "the same command finds it by that name" 0 'job nightly \(.*\) runs already' views out/named "${named[@]}"
run "another output by that name is refused, and what differs is told" 1 \
  '^simclr-beam views: job nightly \(.*\) runs already and makes something else \(of another output\): give another --jobName' views out/other "${named[@]}"
run "another configuration and output by that name too" 1 'job nightly \(.*\) runs already and makes something else \(of another configuration and output\)' \
  views out/other "${named[@]}" --viewsPerImage=3
run "another name into that output is refused" 1 '^simclr-beam views: job nightly \(.*\) writes into gs://bkt/out/named already \(this one would be weekly\).* gcloud dataflow jobs cancel' \
  views out/named --wait=false --jobName=weekly
run "so is the program's own name" 1 'job nightly \(.*\) writes into gs://bkt/out/named already \(this one would be simclr-beam-views-named-' views out/named --wait=false
check "the service was not asked for another job by any of them" test "$(posts)" -eq "$before"
control answers '{"list": ["empty"]}'
run "a job of that name that another submission started in between, of another output, is not taken" 1 'job nightly \(.*\) runs already and makes something else \(of another output\)' \
  views out/between "${named[@]}"
run "labels by which a job is known again cannot be given" 2 '^ *--labels: must not name configuration, output, stage' views out/named "${named[@]}" '--labels={"output":"mine"}'

# Waiting: a signal, then the same command again, to the end.
begin_views out/one
await 180 grep -q 'runs already' "$work/err" && sleep 2
kill -TERM $waiting
code=0; wait $waiting || code=$?
holds "SIGTERM while it waits: the job goes on, and how to look at it and end it is told" 143 $code \
"job $name \\($id\\) goes on without this process: https://console
to end it: gcloud dataflow jobs cancel $id --project=proj-x --region=us-central1"
check "the signal cancelled nothing" sh -c "[ '$(state "$id")' = JOB_STATE_RUNNING ] && ! grep -q '^PUT' '$work/service/requests.log'"
simclr views --input="$work/images-idx3-ubyte" --output="$work/made" "${set_of_views[@]}" > "$work/log" 2>&1 || fail "the direct run failed: $(tail -1 "$work/log")"
control counters '{"images": 600, "changed": 1, "shards-made": 2}'
begin_views out/one
await 180 grep -q 'runs already' "$work/err"
(cd "$work/made" && find . -type f ! -name run.json) | while IFS= read -r file; do upload "$work/made/$file" "out/one/${file#./}"; done
control end "{\"name\": \"$name\", \"state\": \"JOB_STATE_DONE\"}"
code=0; wait $waiting || code=$?
holds "a retry finds the running job, waits for its end and tells what it made" 0 $code \
'runs already
600 images x 4 views of 28 pixels in 2 shards.*gs://bkt/out/one'
check "run.json says that it is finished" sh -c "curl -fsS '$gcs/storage/v1/b/bkt/o/out%2Fone%2Frun.json?alt=media' | grep -q '\"finished\"'"

# Ends that are no success.
ended() { # name state error line more
  local code=0
  begin_views "out/$1"
  await 180 grep -q 'is submitted' "$work/err" || true
  control end "{\"name\": \"$(sed -nE 's/^job ([^ ]+) .*/\1/p' "$work/err" | head -1)\", \"state\": \"$2\", \"error\": \"$3\"}" || true
  wait $waiting || code=$?
  holds "a job that ended as $2${5:+, $5,} is exit code 1 and one line" 1 $code "$4"
}
ended fails JOB_STATE_FAILED 'Workflow failed. Causes: S01 failed.' 'simclr-beam views: job .* ended as failed: Workflow failed. Causes: S01 failed.; see https://console'
ended cancelled JOB_STATE_CANCELLED 'Cancel request is committed.' 'simclr-beam views: job .* was cancelled: Cancel request is committed.; see https://console'

refusals=$(printf ', 403%.0s' {1..50})
control answers "{\"metrics\": [${refusals:2}]}"
ended dark JOB_STATE_DONE '' 'simclr-beam views: job .* is done, but Dataflow does not tell what it made \(.* \(HTTP 403\)\); the same command looks at the output again' 'and whose figures are not told'
control answers '{"metrics": []}'

# A login that is taken back while it waits: Beam's own waiting would never end.
begin_views out/unseen
await 180 grep -q 'is submitted' "$work/err" || true
control answers "{\"get\": [${refusals:2}]}"
code=0; wait $waiting || code=$?
control answers '{"get": []}'
holds "a job of which nothing more is told, which may go on, is exit code 1 and one line" 1 $code \
  'simclr-beam views: nothing more is heard of job .*, which may go on \(the stand-in says PERMISSION_DENIED \(HTTP 403\)\): https://console'

# Refusals and lost answers.
for status in 400:INVALID_ARGUMENT 403:PERMISSION_DENIED 409:ALREADY_EXISTS; do
  control answers "{\"create\": [${status%%:*}]}"
  run "an answer of ${status%%:*} is exit code 1 and one line" 1 \
    "^simclr-beam views: Dataflow did not take the job simclr-beam-views-refused-.*: the stand-in says ${status##*:} \\(HTTP ${status%%:*}\\)" views out/refused --wait=false
done
control answers '{"list": [403]}'
run "no leave to list jobs is exit code 1 and one line" 1 '^simclr-beam views: Dataflow does not tell which jobs run: .*\(HTTP 403\)' views out/refused --wait=false
control answers '{"create": [503]}'
run "an answer of 503 is asked again" 0 'is submitted' views out/later --wait=false
control answers '{"create": ["lost"]}'
run "a job whose answer was lost is found, not made twice" 0 'job simclr-beam-views-lost-' views out/lost --wait=false
check "there is one job of that name" test "$(grep -l 'simclr-beam-views-lost-' "$work/service/jobs/"*.json | wc -l)" -eq 1
control answers '{"list": ["empty"]}'
run "a job that another submission started in between is taken" 0 'job simclr-beam-views-lost-.* runs already' views out/lost --wait=false

# Embeddings, with an accelerator.
run "embed is submitted with an accelerator and a resource hint" 0 'job simclr-beam-embed-rows-.* is submitted' \
  simclr embed --input=gs://bkt/in/images-idx3-ubyte --encoder=resnet-tiny --stem=small --channels=1 --imageSize=28 --features=untrained --output=gs://bkt/out/rows \
  "${job[@]}" "${here[@]}" --wait=false --workerMachineType=g2-standard-8 \
  '--dataflowServiceOptions=worker_accelerator=type:nvidia-l4;count:1;install-nvidia-driver' --resourceHints=min_ram=24GB
assert_job embed "$(newest)" "$gcs"

# Templates: launched at the stand-in, which calls the entry as the service does.
image=REGION-docker.pkg.dev/PROJECT/REPOSITORY/simclr-beam-views
class_path=$home/target/app/lib/*:$home/target/app/runners/dataflow/*
control images "{\"$image\": {\"FLEX_TEMPLATE_JAVA_MAIN_CLASS\": \"io.github.simclrbeam.dataflow.ViewsTemplate\", \"FLEX_TEMPLATE_JAVA_CLASSPATH\": \"$class_path\"}}"
upload "$home/infra/dataflow/views.json" templates/views.json
launch() { # job parameters
  curl -sS -X POST -o "$work/launched" -d "{\"launchParameter\": {\"jobName\": \"$1\", \"containerSpecGcsPath\": \"gs://bkt/templates/views.json\", \"parameters\": $2,
    \"environment\": {\"machineType\": \"n1-standard-4\", \"tempLocation\": \"gs://bkt/tmp\", \"stagingLocation\": \"gs://bkt/tmp/staging\"}}}" \
    "$service/v1b3/projects/proj-x/locations/us-central1/flexTemplates:launch"
}
launched() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["job"]["id"])' "$work/launched"; }
started() { [ "$(state "$1")" != JOB_STATE_QUEUED ]; }
launch views-by-template '{"input": "gs://bkt/in/images-idx3-ubyte", "output": "gs://bkt/out/template", "recipe": "fashion-mnist", "dataset": "fashion-mnist"}'
id=$(launched)
await 180 started "$id" || true
cp "$work/service/jobs/$id.console" "$work/err" 2> /dev/null || true
check "the template's entry makes the job and returns" test "$(state "$id")" = JOB_STATE_RUNNING
assert_job template "$work/service/jobs/$id.json" "$gcs"
launch wrong '{"input": "gs://bkt/none/*.jpg", "output": "gs://bkt/out/wrong", "recipe": "fashion-mnist", "channels": "2"}'
id=$(launched)
await 180 started "$id" || true
cp "$work/service/jobs/$id.console" "$work/err" 2> /dev/null || true
holds "bad parameters end the entry with 2 and a line for each" 0 0 \
'--channels: must be 1 \(gray\) or 3 \(RGB\), but was: 2
--input: .*gs://bkt/none/\*\.jpg
exit status 2'
check "and the launch as failed" test "$(state "$id")" = JOB_STATE_FAILED
launch unknown '{"input": "gs://bkt/in/images-idx3-ubyte", "imagesize": "28"}'
check "a parameter that the template does not declare, and one that is missing, are refused" \
  grep -q 'Missing required parameter: output; Unrecognized parameter: imagesize' "$work/launched"

passed=$(grep -c '^passed' "$work/cases" || true)
failures=$(grep -c '^failed' "$work/cases" || true)
echo "$passed passed, $failures failed"
[ "$failures" -eq 0 ] && [ "$passed" -gt 0 ]
