#!/usr/bin/env bash
# Two builds of the same sources give the same jars, byte for byte.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

git -C "$home" ls-files -z | grep -zv '^infra/samples/' | (cd "$home" && xargs -0 cp --parents -t "$work")
for build in first second; do
  (cd "$work" && mvn -B -ntp -q -Pfast -DskipTests -pl '!infra/app,!infra/app/direct,!infra/checks' clean package)
  mkdir "$work/$build"
  find "$work/proto" "$work/transforms" "$work/pipelines" -path '*/target/*.jar' -exec cp -t "$work/$build" {} +
done
for jar in "$work"/first/*.jar; do
  if cmp "$jar" "$work/second/${jar##*/}"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 10 ]
