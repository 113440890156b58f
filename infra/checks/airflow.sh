#!/usr/bin/env bash
# Airflow runs our DAGs: the local one with the program itself on part of the bundled images, the cloud's one against stand-ins on loopback
# for the interfaces of Dataflow and Kubernetes. A line a case.
# Installs Airflow once under target/peers/airflow (1.7 GB, 3 minutes) from the Python package index; needs Python 3.11 or newer and a JDK.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
checks=$home/infra/checks/airflow
peers=$home/target/peers
python=$peers/airflow/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

. "$home/infra/checks/peers/environment.sh"

airflow_environment
"$home/infra/bin/simclr-beam" help > "$work/log" 2>&1 || { tail -3 "$work/log" >&2; fail "the program does not start"; }
mkdir "$work/in"
for images in "labelled 160" "test 80"; do
  "$python" "$home/infra/checks/peers/first-images.py" "$home/infra/samples/fashion-mnist/${images% *}" "${images#* }" "$work/in/${images% *}"
done

export PATH=$peers/airflow/bin:$PATH
# Compiled files are kept beside the environment, those of our folders too: without them every start takes 10 seconds of a core.
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX=$peers/airflow/pycache PYTHONPATH=$home/infra/airflow/plugins
export AIRFLOW_HOME=$work/airflow AIRFLOW__CORE__LOAD_EXAMPLES=False AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT=600
export AIRFLOW__CORE__DAGS_FOLDER=$home/infra/airflow/dags AIRFLOW__CORE__PLUGINS_FOLDER=$home/infra/airflow/plugins
export AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY=1

export AIRFLOW_WORK=$work FAULTS=$work/faults PROGRAM=$home/infra/bin/simclr-beam AIRFLOW_VAR_SIMCLR_BEAM_LAUNCHER=$checks/launcher.sh
mkdir "$FAULTS"

export AIRFLOW_CONN_GOOGLE_CLOUD_DEFAULT='{"conn_type":"google_cloud_platform","extra":{"is_anonymous":true,"project":"proj-x"}}'
export AIRFLOW_VAR_SIMCLR_BEAM_TEMPLATES=gs://bucket/templates/ AIRFLOW_VAR_SIMCLR_BEAM_REGION=us-central1 AIRFLOW_VAR_SIMCLR_BEAM_IMAGE=image:1
export AIRFLOW_VAR_SIMCLR_BEAM_ENVIRONMENT='{"maxWorkers":3,"tempLocation":"gs://bucket/temp"}'
KUBERNETES_PORT=$(free_port)
export KUBERNETES_PORT KUBECONFIG=$work/kubeconfig
cat > "$KUBECONFIG" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "http://127.0.0.1:$KUBERNETES_PORT"}}]
users: [{name: u, user: {}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
YAML

airflow db migrate > "$work/log" 2>&1 || { tail -3 "$work/log" >&2; fail "airflow db migrate failed"; }
if ! "$python" -m pytest -q -p no:cacheprovider "$checks" "$@" 3>&1 > "$work/log" 2>&1 | tee "$work/cases"; then
  if ! grep -q '^failed' "$work/cases"; then echo "failed  pytest ended early" | tee -a "$work/cases"; fi
  cat "$work/log" >&2
fi
passed=$(grep -c '^passed' "$work/cases" || true)
failed=$(grep -c '^failed' "$work/cases" || true)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
