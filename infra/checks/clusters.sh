#!/usr/bin/env bash
# Flink and Spark clusters of processes on loopback, made of the jars that the program is built with: a JobManager and two
# TaskManagers, a master and two workers. views and embed leave the direct runner's bytes there: one job after the other in the same
# processes, when a worker that is writing is killed, when the launcher is ended and a rerun goes on, and when the clusters' own
# clients submit the job. Ends every process that it started. The commands are those of infra/docs/CLUSTERS.md.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
app=$home/target/app
program=$home/infra/bin/simclr-beam
work=$(mktemp -d)
ids=()
passed=0 failed=0

children() { cat /proc/"$1"/task/*/children 2> /dev/null || true; }
end() {
  for id in "${ids[@]}"; do
    kill -9 "$id" $(children "$id") 2> /dev/null || true
  done
  wait 2> /dev/null || true
  rm -rf "$work"
}
trap end EXIT

pass() { echo "$1: $2"; passed=$((passed + 1)); }
fail() {
  echo "$1: failed: $2"
  tail -n 20 "$work/$1.err" 2> /dev/null | cut -c 1-300 || true
  failed=$((failed + 1))
}

await() { # seconds what command...
  local last=$((SECONDS + $1))
  until "${@:3}"; do
    if [ $SECONDS -ge $last ]; then
      echo "clusters.sh: waited $1 s for $2" >&2
      for log in "$work"/*.log; do echo "$log" >&2; tail -n 5 "$log" | cut -c 1-300 >&2; done
      exit 1
    fi
    sleep .2
  done
}

free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)); (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
  echo "$port"
}

# The last of ids is the process. Small heaps, and a compiler that is done soon.
small=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dorg.slf4j.simpleLogger.defaultLogLevel=info)
start() { # name class path, class, arguments...
  java "${small[@]}" -Xmx512m -cp "${@:2}" > "$work/$1.log" 2>&1 &
  ids+=($!)
}
logged() { # how often, text, logs...
  [ "$(cat "${@:3}" 2> /dev/null | grep -c -e "$2")" -ge "$1" ]
}

# ---- the same bytes

# The first 600 of the bundled pictures: a header of IDX and their bytes. Enough views of each that a task takes a while.
sample=$home/infra/samples/fashion-mnist
{
  printf '\0\0\10\3\0\0\2\130\0\0\0\34\0\0\0\34'
  gzip -dc "$sample/labelled-images-idx3-ubyte.gz" | tail -c +17 | head -c $((600 * 28 * 28)) || true
} > "$work/images-idx3-ubyte"
views=(views --input="$work/images-idx3-ubyte" --recipe=fashion-mnist --dataset=fashion-mnist --shards=4 --viewsPerImage=100 --seed=3)
embed=(embed --input="$work/images-idx3-ubyte" --features=untrained --encoder=resnet18 --stem=small --imageSize=28 --channels=1
  --shards=4 --seed=1)

same() { # name views|embed
  rmdir "$work/$1/.tmp" 2> /dev/null || true
  diff -r -x run.json "$work/direct-$2" "$work/$1" > "$work/$1.diff" 2>&1 || { cat "$work/$1.diff" >> "$work/$1.err"; return 1; }
}

check() { # name views|embed options...
  local -n stage=$2
  if "$program" "${stage[@]}" --output="$work/$1" "${@:3}" 2> "$work/$1.err" && same "$1" "$2"; then
    pass "$1" "the direct runner's bytes"
  else
    fail "$1" "see above"
  fi
}

# Which of these processes has a file open below the output's temporary directory.
writing() { # name processes...
  for id in "${@:2}"; do
    if [ -n "$(find "/proc/$id/fd" -lname "$work/$1/.tmp/*" -print -quit 2> /dev/null)" ]; then
      echo "$id"
      return
    fi
  done
  return 1
}

# Stops a process that writes the output, so that what it was doing is sure, and kills it with those named beside it.
kill_writing() { # name launcher, a command that prints processes, a command that prints what dies with one
  while kill -0 "$2" 2> /dev/null; do
    local id
    if id=$(writing "$1" $($3)) && kill -STOP "$id" 2> /dev/null; then
      if [ -n "$(writing "$1" "$id")" ]; then
        kill -KILL "$id" $($4 "$id")
        return
      fi
      kill -CONT "$id"
    fi
    sleep .02
  done
  echo "it ended before it was seen writing" >> "$work/$1.err"
  return 1
}

killed() { # name views|embed, workers, beside, evidence that must appear once more, its log, options...
  local -n stage=$2
  local before code=0
  before=$(grep -c -e "$5" "$6" 2> /dev/null || true)
  "$program" "${stage[@]}" --output="$work/$1" "${@:7}" 2> "$work/$1.err" &
  local launcher=$!
  kill_writing "$1" $launcher "$3" "$4" || true
  wait $launcher || code=$?
  if [ $code -eq 0 ] && [ "$(grep -c -e "$5" "$6")" -gt "${before:-0}" ] && same "$1" "$2"; then
    pass "$1" "the direct runner's bytes, after '$5'"
  else
    fail "$1" "exit code $code, '$5' $before times before and $(grep -c -e "$5" "$6") after"
  fi
}

# SIGTERM to the launcher ends the job too; the same command once more goes on.
ended() { # name, workers, exit text of the job, its log, options...
  local before code=0
  before=$(grep -c -e "$3" "$4" || true)
  "$program" "${views[@]}" --output="$work/$1" "${@:5}" 2> "$work/$1.err" &
  local launcher=$!
  await 300 "a task of $1" eval "writing $1 \$($2) > /dev/null || ! kill -0 $launcher 2> /dev/null"
  kill -TERM $launcher 2> /dev/null || true
  wait $launcher || code=$?
  await 60 "the end of the job of $1" logged $((before + 1)) "$3" "$4"
  if [ $code -ne 143 ] || [ -e "$work/$1/manifest.json" ]; then fail "$1" "exit code $code, must be 143"; return; fi
  check "$1" views "${@:5}"
}

refused() { # name text options...
  local code=0 start=$SECONDS
  "$program" "${views[@]}" --output="$work/$1" "${@:3}" 2> "$work/$1.err" || code=$?
  if [ $code -eq 2 ] && grep -q -e "$2" "$work/$1.err" && [ "$(grep -c . "$work/$1.err")" -eq 2 ] \
    && [ $((SECONDS - start)) -lt 30 ] && [ ! -e "$work/$1" ]; then
    pass "$1" "$(tail -n 1 "$work/$1.err" | xargs -0)"
  else
    fail "$1" "exit code $code after $((SECONDS - start)) s"
  fi
}

for stage in views embed; do
  declare -n options=$stage
  "$program" "${options[@]}" --output="$work/direct-$stage" 2> "$work/direct.err" || { cat "$work/direct.err" >&2; exit 1; }
done

# ---- Flink. The program's jars lie on the processes' own class path, so that native libraries load once in each.

for runner in Flink Spark; do "$program" help views "--runner=${runner}Runner" > /dev/null; done
flink_jars="$app/lib/*:$app/runners/flink/*"
rpc=$(free_port)
rest=$(free_port)
mkdir "$work/conf"
cat > "$work/conf/flink-conf.yaml" <<CONFIGURATION
jobmanager.rpc.address: 127.0.0.1
jobmanager.rpc.port: $rpc
jobmanager.bind-host: 127.0.0.1
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: $rest
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
# One TaskManager alone must be able to go on with a job of four tasks at once, and both must have work.
taskmanager.numberOfTaskSlots: 4
taskmanager.load-balance.mode: SLOTS
classloader.resolve-order: parent-first
restart-strategy.type: fixed-delay
restart-strategy.fixed-delay.attempts: 3
restart-strategy.fixed-delay.delay: 1 s
heartbeat.interval: 1000
heartbeat.timeout: 20000
taskmanager.network.sort-shuffle.min-buffers: 16
# What Flink's start scripts work out of taskmanager.memory.process.size.
taskmanager.cpu.cores: 4
taskmanager.memory.framework.heap.size: 128m
taskmanager.memory.framework.off-heap.size: 128m
taskmanager.memory.task.heap.size: 384m
taskmanager.memory.task.off-heap.size: 0
taskmanager.memory.network.min: 160m
taskmanager.memory.network.max: 160m
taskmanager.memory.managed.size: 64m
taskmanager.memory.jvm-metaspace.size: 256m
taskmanager.memory.jvm-overhead.min: 192m
taskmanager.memory.jvm-overhead.max: 192m
# parquet brings a part of Hadoop, which would look for the rest.
security.context.factory.classes: org.apache.flink.runtime.security.contexts.NoOpSecurityContextFactory
security.module.factory.classes: org.apache.flink.runtime.security.modules.JaasModuleFactory
io.tmp.dirs: $work
CONFIGURATION
small+=(-Dpekko.remote.classic.startup-timeout=120s)
task_managers=()
task_manager() {
  start "task-manager-$1" "$flink_jars" org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$work/conf"
  task_managers+=("${ids[-1]}")
}
flink_workers() { echo "${task_managers[@]}"; }
nothing() { :; }
registered() { await 180 "$1 TaskManagers" logged "$1" 'Successful registration at resource manager' "$work"/task-manager-*.log; }

start job-manager "$flink_jars" org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint --configDir "$work/conf"
task_manager 1
task_manager 2
registered 2
flink=(--runner=FlinkRunner --flinkMaster="127.0.0.1:$rest" --parallelism=4 --filesToStage="$app/lib/cli-0.1.0.jar")
restarted='switched from state RUNNING to RESTARTING'

check flink-views views "${flink[@]}"
check flink-embed embed "${flink[@]}"
check flink-views-again views "${flink[@]}"
check flink-embed-again embed "${flink[@]}"
for library in libopencv_core.so libtorch_cpu.so; do
  for id in "${task_managers[@]}"; do
    copies=$(sed -n "s|.* \(/.*/$library.*\)|\1|p" "/proc/$id/maps" | sort -u | wc -l)
    if [ "$copies" -eq 1 ]; then
      pass flink-natives "one $library in process $id after four jobs"
    else
      fail flink-natives "$copies copies of $library in process $id"
    fi
  done
done
killed flink-views-killed views flink_workers nothing "$restarted" "$work/job-manager.log" "${flink[@]}"
task_manager 3
registered 3
killed flink-embed-killed embed flink_workers nothing "$restarted" "$work/job-manager.log" "${flink[@]}"
task_manager 4
registered 4
ended flink-ended flink_workers 'switched from state CANCELLING to CANCELED' "$work/job-manager.log" "${flink[@]}"

# Flink's own client: flink run.
flink_run() {
  FLINK_CONF_DIR=$work/conf java "${small[@]}" -cp "$flink_jars" org.apache.flink.client.cli.CliFrontend run -m "127.0.0.1:$rest" -p 4 -sae \
    -c io.github.simclrbeam.cli.Main "$app/lib/cli-0.1.0.jar" "${views[@]}" --output="$work/flink-client" --runner=FlinkRunner
}
if flink_run > "$work/flink-client.err" 2>&1 && same flink-client views; then
  pass flink-client "the direct runner's bytes"
else
  fail flink-client "see above"
fi

# The whole chain: Beam's stages there, training here.
finished='Job .* switched from state RUNNING to FINISHED'
before=$(grep -c "$finished" "$work/job-manager.log")
if "$program" run --input="$work/images-idx3-ubyte" --output="$work/flink-run" --recipe=fashion-mnist --viewsPerImage=2 --encoder=resnet-tiny \
  --stem=small --batchSize=64 --maxSteps=2 "${flink[@]}" 2> "$work/flink-run.err" && [ -s "$work/flink-run/report.html" ] \
  && [ "$(grep -c "$finished" "$work/job-manager.log")" -ge $((before + 3)) ]; then
  pass flink-run "a report"
else
  fail flink-run "see above"
fi
refused flink-nobody 'no JobManager answers: 127.0.0.1:1 (Connection refused)' --runner=FlinkRunner --flinkMaster=127.0.0.1:1
refused flink-no-address 'must be \[local\], \[auto\], or HOST:PORT' --runner=FlinkRunner --flinkMaster=nowhere
end_all=("${ids[@]}")
kill -9 "${end_all[@]}" 2> /dev/null || true
ids=()

# ---- Spark. A home of Spark is a folder with jars/: here everything that its runner brings, without Beam and us. Executors find the
# program in front of it by spark.executor.extraClassPath.

export SPARK_HOME=$work/spark SPARK_SCALA_VERSION=2.12 SPARK_LOCAL_IP=127.0.0.1
mkdir -p "$SPARK_HOME/jars"
for jar in "$app"/runners/spark/*.jar "$app"/lib/{slf4j-,jackson-,commons-,snappy-java,jsr305,hadoop-client-api}*.jar; do
  case $jar in */beam-*) ;; *) ln -s "$jar" "$SPARK_HOME/jars/" ;; esac
done
port=$(free_port)
spark_workers=()
opens=()
for package in java.lang java.lang.invoke java.nio java.util sun.nio.ch; do opens+=("--add-opens=java.base/$package=ALL-UNNAMED"); done
small+=("${opens[@]}")
spark_worker() {
  start "worker-$1" "$SPARK_HOME/jars/*" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 --cores 2 --memory 1g \
    --work-dir "$SPARK_HOME/work-$1" "spark://127.0.0.1:$port"
  spark_workers+=("${ids[-1]}")
}
executors() { for id in "${spark_workers[@]}"; do children "$id"; done; }
worker_of() { for id in "${spark_workers[@]}"; do case " $(children "$id")" in *" $1 "*) echo "$id" ;; esac; done; }
workers() { await 180 "$1 workers" logged "$1" 'Successfully registered with master' "$work"/worker-*.log; }

start master "$SPARK_HOME/jars/*" org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port 0
spark_worker 1
spark_worker 2
workers 2
spark=(--runner=SparkRunner --sparkMaster="spark://127.0.0.1:$port" --filesToStage="$app/lib/cli-0.1.0.jar")
settings=(-Dspark.driver.host=127.0.0.1 -Dspark.ui.enabled=false -Dspark.executor.memory=640m -Dspark.executor.cores=2
  -Dspark.cores.max=4 -Dspark.default.parallelism=4 "-Dspark.executor.extraClassPath=$app/lib/*:$app/runners/spark/*")
export SIMCLR_BEAM_JAVA_OPTIONS="${settings[*]}"

check spark-views views "${spark[@]}"
check spark-embed embed "${spark[@]}"
killed spark-views-killed views executors worker_of 'Lost executor' "$work/spark-views-killed.err" "${spark[@]}"
spark_worker 3
workers 3
killed spark-embed-killed embed executors worker_of 'Lost executor' "$work/spark-embed-killed.err" "${spark[@]}"
spark_worker 4
workers 4
ended spark-ended executors 'Removing app' "$work/master.log" "${spark[@]}"

# Spark's own client: spark-submit.
spark_submit() {
  local jars
  jars=$(printf '%s,' "$app"/lib/*.jar "$app"/runners/spark/beam-*.jar)
  java "${small[@]}" -cp "$SPARK_HOME/jars/*" org.apache.spark.deploy.SparkSubmit --master "spark://127.0.0.1:$port" \
    --class io.github.simclrbeam.cli.Main --jars "${jars%,}" $(printf -- '--conf %s ' "${settings[@]#-D}") \
    "$app/lib/cli-0.1.0.jar" "${views[@]}" --output="$work/spark-client" --runner=SparkRunner
}
if spark_submit > "$work/spark-client.err" 2>&1 && same spark-client views; then
  pass spark-client "the direct runner's bytes"
else
  fail spark-client "see above"
fi
refused spark-nobody 'no master answers: 127.0.0.1:1 (Connection refused)' --runner=SparkRunner --sparkMaster=spark://127.0.0.1:1
refused spark-no-uri 'must be local\[N\], spark://HOST:PORT' --runner=SparkRunner --sparkMaster=sparc://127.0.0.1:7077

# Half a gigabyte of pixels in one shard, out of one compressed file, by a Spark of half a gigabyte: neither what a task hands on nor what
# a key brings together may be pixels.
{ printf '\0\0\10\3\0\0\7\320\0\0\2\0\0\0\2\0'; head -c $((2000 * 512 * 512)) /dev/zero; } | gzip -1 > "$work/large-images-idx3-ubyte.gz"
large=(views --input="$work/large-images-idx3-ubyte.gz" --recipe=none --imageSize=16 --dataset=large --shards=1)
"$program" "${large[@]}" --output="$work/direct-large" 2> "$work/direct.err" || cat "$work/direct.err" >&2
if SIMCLR_BEAM_JAVA_OPTIONS=-Xmx512m "$program" "${large[@]}" --output="$work/spark-small-heap" --runner=SparkRunner --sparkMaster='local[2]' \
  2> "$work/spark-small-heap.err" && same spark-small-heap large; then
  pass spark-small-heap "the direct runner's bytes"
else
  fail spark-small-heap "see above"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
