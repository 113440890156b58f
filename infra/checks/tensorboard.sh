#!/usr/bin/env bash
# TensorBoard shows what a training run writes: event files of a small made-up run are read by its own EventAccumulator and by TensorBoard
# processes that are asked over HTTP, by its fast reader and by its Python reader. A line a case.
# Installs TensorBoard once under target/peers/tensorboard (300 MB) from the Python package index; needs Python 3.11 or newer and a JDK.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
checks=$home/infra/checks/tensorboard
peers=$home/target/peers
folder=$peers/tensorboard
python=$folder/bin/python
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
work=$(mktemp -d)
server=
cleanup() {
  if [ -n "$server" ]; then kill "$server" 2> /dev/null || true; wait "$server" 2> /dev/null || true; fi
  rm -rf "$work"
}
trap cleanup EXIT
export PYTHONDONTWRITEBYTECODE=1

. "$home/infra/checks/peers/environment.sh"

# serve HOW OPTION...: starts TensorBoard on the run; sets server and address.
serve() {
  # It finds a free port by itself and says which one, into a file that is there before it is.
  : > "$work/server-$1"
  "$folder/bin/tensorboard" --logdir="$TENSORBOARD_WORK/run" --host=127.0.0.1 --port=0 --reload_interval=1 "${@:2}" > "$work/server-$1" 2>&1 &
  server=$!
  address=
  for ((tries = 0; tries < 120; tries++)); do
    address=$(sed -n 's|.* at \(http://[^ /]*\)/.*|\1|p' "$work/server-$1" | head -1)
    if [ -n "$address" ]; then return; fi
    kill -0 "$server" 2> /dev/null || break
    sleep 0.5
  done
  fail "TensorBoard does not start: $(tail -3 "$work/server-$1")"
}

end_server() {
  kill "$server"
  wait "$server" 2> /dev/null || true
  server=
}

# check SCRIPT ARGUMENT...: runs a script of cases.
check() {
  if ! "$python" "$checks/$1" "${@:2}" 2> "$work/errors" | tee "$work/found"; then
    if ! grep -q '^failed' "$work/found"; then echo "failed  $1 ended early" | tee -a "$work/found"; fi
    cat "$work/errors" >&2
  fi
  cat "$work/found" >> "$work/cases"
}

for program in java javac; do command -v "$bin$program" > /dev/null || fail "needs $program: put a JDK on the PATH or set JAVA_HOME"; done
tensorboard_environment
"$home/infra/bin/simclr-beam" help > "$work/log" 2>&1 || { tail -3 "$work/log" >&2; fail "the program does not start"; }
tests=$home/pipelines/train/src/test/java
"${bin}javac" -cp "$home/target/app/lib/*" -sourcepath "$tests" -d "$work/classes" "$tests/io/github/simclrbeam/train/WatchedRun.java" \
  || fail "the made-up run does not compile"
java=("${bin}java" -cp "$work/classes:$home/target/app/lib/*" io.github.simclrbeam.train.WatchedRun)

# Each reader has a run of its own, since the run grows while it is looked at.
for how in files fast slow; do
  export TENSORBOARD_WORK=$work/$how
  "${java[@]}" "$TENSORBOARD_WORK" 2> "$work/log" || { cat "$work/log" >&2; fail "the made-up run was not written"; }
  case $how in
    files) check read_files.py ;;
    fast)
      serve fast --load_fast=true
      check read_pages.py "$address" "TensorBoard, fast reader" "${java[@]}" "$TENSORBOARD_WORK"
      end_server
      ;;
    slow)
      serve slow --load_fast=false
      check read_pages.py "$address" "TensorBoard, Python reader" "${java[@]}" "$TENSORBOARD_WORK"
      end_server
      ;;
  esac
done
passed=$(grep -c '^passed' "$work/cases" || true)
failed=$(grep -c '^failed' "$work/cases" || true)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
