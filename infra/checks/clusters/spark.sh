# To be sourced by clusters.sh: the cases on Spark. A home of Spark is a folder with jars/: here everything that its runner brings, without
# Beam and us. Executors find the program in front of it by spark.executor.extraClassPath.

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
workers() { await 600 "$1 workers" logged "$1" 'Successfully registered with master' 'worker-*.log'; }

start master "$SPARK_HOME/jars/*" org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port 0
spark_worker 1
spark_worker 2
workers 2
spark=(--runner=SparkRunner --sparkMaster="spark://127.0.0.1:$port" --filesToStage="$app/lib/cli-0.1.0.jar")
settings=(-Dspark.driver.host=127.0.0.1 -Dspark.ui.enabled=false -Dspark.network.timeout=600s -Dspark.executor.memory=640m -Dspark.executor.cores=2
  -Dspark.cores.max=4 -Dspark.default.parallelism=4 "-Dspark.executor.extraClassPath=$app/lib/*:$app/runners/spark/*")
export SIMCLR_BEAM_JAVA_OPTIONS="$quick ${settings[*]}"

check spark-views views "${spark[@]}"
check spark-embed embed "${spark[@]}"
killed spark-views-killed views executors worker_of 'Lost executor' "$work/spark-views-killed.err" "${spark[@]}"
spark_worker 3
workers 3
killed spark-embed-killed embed executors worker_of 'Lost executor' "$work/spark-embed-killed.err" "${spark[@]}"
spark_worker 4
workers 4
ended spark-ended executors 'Removing app' master.log "${spark[@]}"

# Spark's own client: spark-submit.
spark_submit() {
  local jars setting submitted=()
  jars=$(printf '%s,' "$app"/lib/*.jar "$app"/runners/spark/beam-*.jar)
  for setting in "${settings[@]}"; do submitted+=(--conf "${setting#-D}"); done
  java "${small[@]}" -cp "$SPARK_HOME/jars/*" org.apache.spark.deploy.SparkSubmit --master "spark://127.0.0.1:$port" \
    --class io.github.simclrbeam.cli.Main --jars "${jars%,}" "${submitted[@]}" \
    "$app/lib/cli-0.1.0.jar" "${views[@]}" --output="$work/spark-client" --runner=SparkRunner
}
before=$(grep -c 'Registered app' "$work/master.log")
if spark_submit > "$work/spark-client.err" 2>&1 && same spark-client views && [ "$(grep -c 'Registered app' "$work/master.log")" -gt "$before" ]; then
  pass spark-client "the direct runner's bytes"
else
  fail spark-client "see above; the master knew $before applications before"
fi
refused spark-nobody 'no master answers: 127.0.0.1:1 (Connection refused)' --runner=SparkRunner --sparkMaster=spark://127.0.0.1:1
refused spark-no-uri 'must be local\[N\], spark://HOST:PORT' --runner=SparkRunner --sparkMaster=sparc://127.0.0.1:7077

# Half a gigabyte of pixels in one shard, out of one compressed file, by a Spark of half a gigabyte: neither what a task hands on nor what
# a key brings together may be pixels.
{ printf '\0\0\10\3\0\0\7\320\0\0\2\0\0\0\2\0'; head -c $((2000 * 512 * 512)) /dev/zero; } | gzip -1 > "$work/large-images-idx3-ubyte.gz"
large=(views --input="$work/large-images-idx3-ubyte.gz" --recipe=none --imageSize=16 --dataset=large --shards=1)
"$program" "${large[@]}" --output="$work/direct-large" 2> "$work/direct.err" || cat "$work/direct.err" >&2
if SIMCLR_BEAM_JAVA_OPTIONS="$quick -Xmx512m" "$program" "${large[@]}" --output="$work/spark-small-heap" --runner=SparkRunner --sparkMaster='local[2]' \
  2> "$work/spark-small-heap.err" && same spark-small-heap large; then
  pass spark-small-heap "the direct runner's bytes"
else
  fail spark-small-heap "see above"
fi
