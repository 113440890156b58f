#!/usr/bin/env bash
# The same views and manifest on the direct, the Flink and the Spark runner, each embedded and on a class path of its own: on one
# thread and on several, and when files fail under the tasks and the runner tries them again. And a plan for each of them.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# The first 600 of the bundled pictures: a header of IDX and their bytes.
sample=$home/infra/samples/fashion-mnist
{
  printf '\0\0\10\3\0\0\2\130\0\0\0\34\0\0\0\34'
  gzip -dc "$sample/labelled-images-idx3-ubyte.gz" | tail -c +17 | head -c $((600 * 28 * 28)) || true
} > "$work/images-idx3-ubyte"

views() { # launcher output options...
  "$1" views --input="$work/images-idx3-ubyte" \
    --output="$2" --recipe=fashion-mnist --dataset=fashion-mnist --shards=4 --seed=3 "${@:3}"
}

check() { # name options...
  if views "$home/infra/bin/simclr-beam" "$work/$1" "${@:2}" && same "$1"; then pass "$1"; else fail "$1"; fi
}

# The same over files that fail under the tasks; how often is counted, and must not be never.
troubled() { # name runner options...
  local code=0 faults
  views "$work/troubled/infra/bin/simclr-beam" "faulty:$work/$1" "${@:2}" 2>"$work/$1.err" || code=$?
  faults=$(grep -c '^fault: ' "$work/$1.err" || true)
  if [ "$code" -eq 0 ] && [ "$faults" -gt 0 ] && same "$1"; then
    pass "$1, after $faults faults of files"
  else
    tail -n 20 "$work/$1.err"
    fail "$1, after $faults faults of files"
  fi
}

# An empty .tmp is what a store without directories shows; anything in it is told.
same() {
  rmdir "$work/$1/.tmp" 2>/dev/null || true
  diff -r -x run.json "$work/direct" "$work/$1"
}
pass() { echo "$1: the direct runner's bytes"; passed=$((passed + 1)); }
fail() { echo "$1: failed"; failed=$((failed + 1)); }

# The program with one jar more: a file system for tests, whose operations fail by a seeded plan.
with_faulty_files() {
  local classes=$home/transforms/beam/target/test-classes
  (cd "$home" && mvn -B -ntp -q -Pfast -pl transforms/beam -am test-compile)
  mkdir -p "$work/troubled/infra/bin" "$work/troubled/target/app/runners"
  cp "$home/infra/bin/simclr-beam" "$work/troubled/infra/bin/"
  ln -s "$home/target/app/lib" "$work/troubled/target/app/lib"
  for runner in flink spark; do
    local jars=$work/troubled/target/app/runners/$runner
    mkdir "$jars"
    ln -s "$home/target/app/runners/$runner"/*.jar "$jars/"
    jar --create --file "$jars/faulty-files.jar" -C "$classes" META-INF \
      $(cd "$classes" && printf -- "-C $classes %s " io/github/simclrbeam/beam/Fault*.class io/github/simclrbeam/beam/Failing*.class io/github/simclrbeam/beam/Crashing*.class)
    touch "$work/troubled/target/app/.built-$runner"
  done
}

views "$home/infra/bin/simclr-beam" "$work/direct" --runner=DirectRunner
check direct-1 --runner=DirectRunner --targetParallelism=1
check direct-7 --runner=DirectRunner --targetParallelism=7
check flink-1 --runner=FlinkRunner --flinkMaster='[local]' --parallelism=1
check flink-3 --runner=FlinkRunner --flinkMaster='[local]' --parallelism=3
check spark-1 --runner=SparkRunner --sparkMaster='local[1]'
check spark-3 --runner=SparkRunner --sparkMaster='local[3]'

# A plan measures the direct runner, which must be there beside the one that the options name.
for runner in DirectRunner FlinkRunner SparkRunner; do
  if "$home/infra/bin/simclr-beam" plan views --runner="$runner" --input="$work/images-idx3-ubyte" --recipe=fashion-mnist \
    | grep '^time here'; then
    echo "plan for $runner: made"; passed=$((passed + 1))
  else
    echo "plan for $runner: failed"; failed=$((failed + 1))
  fi
done

with_faulty_files
# Of batch jobs Flink takes this from its own configuration only.
mkdir "$work/flink"
cat > "$work/flink/flink-conf.yaml" <<'CONFIGURATION'
restart-strategy.type: fixed-delay
restart-strategy.fixed-delay.attempts: 20
restart-strategy.fixed-delay.delay: 10 ms
CONFIGURATION
for seed in 1 2; do
  # Flink begins the job anew, Spark the task, and gives up after the fourth failure of one: fewer faults than that.
  SIMCLR_BEAM_JAVA_OPTIONS="-Dsimclrbeam.faults=$seed,6,40" troubled "flink-troubled-$seed" \
    --runner=FlinkRunner --flinkMaster='[local]' --parallelism=2 --flinkConfDir="$work/flink"
  SIMCLR_BEAM_JAVA_OPTIONS="-Dsimclrbeam.faults=$seed,3,40" troubled "spark-troubled-$seed" \
    --runner=SparkRunner --sparkMaster='local[2,4]'
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
