#!/usr/bin/env bash
# Installs what the checks of .ci/run compare with, before they ask for it.
set -euo pipefail
peers=$(cd "$(dirname "$0")/../../.." && pwd)/target/peers
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$(dirname "$0")/environment.sh"

torch_environment
tensorflow_environment
tensorboard_environment
moto_environment
fake_gcs_environment
airflow_environment
