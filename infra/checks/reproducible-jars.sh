#!/usr/bin/env bash
# A build of the same sources in another folder gives the same jars, byte for byte.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

git -C "$home" ls-files -z | grep -zv '^infra/samples/' | (cd "$home" && xargs -0 cp --parents -t "$work")
for folder in "$home" "$work"; do
  (cd "$folder" && mvn -B -ntp -q -Pfast -DskipTests -pl '!infra/app,!infra/app/direct,!infra/checks' package)
done
while read -r jar; do
  if cmp "$home/$jar" "$work/$jar"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
done < <(cd "$work" && find proto transforms pipelines -path '*/target/*.jar')
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 10 ]
