# To be sourced by clusters.sh: the cases on Flink. The program's jars lie on the processes' own class path, so that native libraries load
# once in each.

flink_jars="$app/lib/*:$app/runners/flink/*"
rpc=$(free_port)
rest=$(free_port)
there=(--configDir "$here/clusters" -D "jobmanager.rpc.port=$rpc" -D "rest.port=$rest" -D "io.tmp.dirs=$work")
small+=(-Dpekko.remote.classic.startup-timeout=120s)
task_managers=()
task_manager() {
  start "task-manager-$1" "$flink_jars" org.apache.flink.runtime.taskexecutor.TaskManagerRunner "${there[@]}"
  task_managers+=("${ids[-1]}")
}
flink_workers() { echo "${task_managers[@]}"; }
nothing() { :; }
registered() { await 600 "$1 TaskManagers" logged "$1" 'Successful registration at resource manager' 'task-manager-*.log'; }

start job-manager "$flink_jars" org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint "${there[@]}"
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
ended flink-ended flink_workers 'switched from state CANCELLING to CANCELED' job-manager.log "${flink[@]}"

# Flink's own client: flink run.
flink_run() {
  FLINK_CONF_DIR=$here/clusters java "${small[@]}" -cp "$flink_jars" org.apache.flink.client.cli.CliFrontend run -m "127.0.0.1:$rest" -p 4 -sae \
    -c io.github.simclrbeam.cli.Main "$app/lib/cli-0.1.0.jar" "${views[@]}" --output="$work/flink-client" --runner=FlinkRunner
}
finished='Job .* switched from state RUNNING to FINISHED'
before=$(grep -c "$finished" "$work/job-manager.log")
if flink_run > "$work/flink-client.err" 2>&1 && same flink-client views && [ "$(grep -c "$finished" "$work/job-manager.log")" -gt "$before" ]; then
  pass flink-client "the direct runner's bytes"
else
  fail flink-client "see above; $before jobs were finished before"
fi

# The whole chain: Beam's stages there, training here.
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
