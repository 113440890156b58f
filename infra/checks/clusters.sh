#!/usr/bin/env bash
# Flink and Spark clusters of processes on loopback, made of the jars that the program is built with: a JobManager and two
# TaskManagers, a master and two workers. views and embed leave the direct runner's bytes there: one job after the other in the same
# processes, when a worker that is writing is killed, when the launcher is ended and a rerun goes on, and when the clusters' own
# clients submit the job. Ends every process that it started. The commands are those of infra/docs/CLUSTERS.md.
# clusters.sh [flink|spark]: one of them alone.
set -euo pipefail
case ${1:-} in '' | flink | spark) ;; *) echo "clusters.sh: must be called with flink, spark or nothing, but was: $1" >&2; exit 2 ;; esac
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
app=$home/target/app
program=$home/infra/bin/simclr-beam
work=$(mktemp -d)
ids=()
launcher=
passed=0 failed=0

children() { cat /proc/"$1"/task/*/children 2> /dev/null || true; }
# What stands in ids, and what those started; a launcher that is waited for.
end_all() {
  local id
  for id in "${ids[@]}" $launcher; do kill -9 "$id" $(children "$id") 2> /dev/null || true; done
  for id in "${ids[@]}"; do while kill -0 "$id" 2> /dev/null; do sleep .1; done; done
  ids=()
}
trap 'end_all; rm -rf "$work"' EXIT

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
quick='-XX:+UseSerialGC -XX:TieredStopAtLevel=1'
export SIMCLR_BEAM_JAVA_OPTIONS=$quick
small=($quick -Dorg.slf4j.simpleLogger.defaultLogLevel=info)
start() { # name class path, class, arguments...
  java "${small[@]}" -Xmx512m -cp "${@:2}" > "$work/$1.log" 2>&1 &
  ids+=($!)
  disown
}
logged() { # how often, text, a glob of logs: they come to be while one waits
  [ "$(cat "$work"/$3 2> /dev/null | grep -c -e "$2")" -ge "$1" ]
}

# ---- the same bytes

# The first of the bundled pictures: a header of IDX and their bytes. Enough work that a task takes a while.
pictures() { # how many, as two bytes in octal
  printf "\0\0\10\3\0\0\\$1\\$2\0\0\0\34\0\0\0\34"
  gzip -dc "$home/infra/samples/fashion-mnist/labelled-images-idx3-ubyte.gz" | tail -c +17 | head -c $(((8#$1 * 256 + 8#$2) * 28 * 28)) || true
}
pictures 2 130 > "$work/images-idx3-ubyte"
pictures 0 170 > "$work/few-images-idx3-ubyte"
views=(views --input="$work/images-idx3-ubyte" --recipe=fashion-mnist --dataset=fashion-mnist --shards=4 --viewsPerImage=24 --seed=3)
embed=(embed --input="$work/few-images-idx3-ubyte" --features=untrained --encoder=resnet18 --stem=small --imageSize=28 --channels=1
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
  local id
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
  launcher=$!
  kill_writing "$1" $launcher "$3" "$4" || true
  wait $launcher || code=$?
  launcher=
  if [ $code -eq 0 ] && [ "$(grep -c -e "$5" "$6")" -gt "${before:-0}" ] && same "$1" "$2"; then
    pass "$1" "the direct runner's bytes, after '$5'"
  else
    fail "$1" "exit code $code, '$5' $before times before and $(grep -c -e "$5" "$6") after"
  fi
}

# SIGTERM to the launcher ends the job too; the same command once more goes on.
ended() { # name, workers, exit text of the job, its log, options...
  local before code=0
  before=$(grep -c -e "$3" "$work/$4" || true)
  "$program" "${views[@]}" --output="$work/$1" "${@:5}" 2> "$work/$1.err" &
  launcher=$!
  await 600 "a task of $1" eval "writing $1 \$($2) > /dev/null || ! kill -0 $launcher 2> /dev/null"
  kill -TERM $launcher 2> /dev/null || true
  wait $launcher || code=$?
  launcher=
  await 120 "the end of the job of $1" logged $((before + 1)) "$3" "$4"
  if [ $code -ne 143 ] || [ -e "$work/$1/manifest.json" ]; then fail "$1" "exit code $code, must be 143"; return; fi
  check "$1" views "${@:5}"
}

# One line, before anything is touched; the runners' own clients would try for minutes.
refused() { # name text options...
  local code=0
  "$program" "${views[@]}" --output="$work/$1" "${@:3}" 2> "$work/$1.err" || code=$?
  if [ $code -eq 2 ] && grep -q -e "$2" "$work/$1.err" && [ "$(wc -l < "$work/$1.err")" -eq 2 ] && [ ! -e "$work/$1" ]; then
    pass "$1" "$(tail -n 1 "$work/$1.err" | sed 's/^ *//')"
  else
    fail "$1" "exit code $code"
  fi
}

for stage in views embed; do
  declare -n options=$stage
  "$program" "${options[@]}" --output="$work/direct-$stage" 2> "$work/direct.err" || { cat "$work/direct.err" >&2; exit 1; }
done

for runner in flink spark; do
  if [ "${1:-$runner}" = $runner ]; then
    "$program" help views "--runner=${runner^}Runner" > /dev/null
    . "$here/clusters/$runner.sh"
    end_all
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
