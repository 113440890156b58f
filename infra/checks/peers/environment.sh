# To be sourced: programs that are compared with or stand for a service, below target/peers, made once. Needs $peers and $work.

UV=0.13.9

fail() {
  echo "$(basename "$0"): $1" >&2
  exit 1
}

# A port of loopback that nobody uses.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# environment NAME PACKAGE...: an environment of just these packages; one of others is made anew.
environment() {
  local folder=$peers/$1
  local wanted="${*:2}"
  if [ "$(cat "$folder/.packages" 2> /dev/null)" = "$wanted" ]; then return; fi
  command -v python3 > /dev/null || fail "needs python3"
  echo "installing $wanted" >&2
  rm -rf "$folder"
  python3 -m venv "$folder" > "$work/log" 2>&1 || fail "python3 -m venv does not work here; Debian has it in python3-venv: $(tail -1 "$work/log")"
  # Installs the same packages as pip, several times faster.
  "$folder/bin/python" -m pip install -q --disable-pip-version-check "uv==$UV" > "$work/log" 2>&1 || fail "pip could not install uv: $(tail -1 "$work/log")"
  "$folder/bin/uv" pip install -q --python "$folder/bin/python" "${@:2}" > "$work/log" 2>&1 || fail "could not install $wanted: $(tail -3 "$work/log")"
  echo "$wanted" > "$folder/.packages"
}

# PyTorch and what reads and runs our files with it, as $peers/torch.
torch_environment() {
  environment torch torch==2.15.0 torchvision==0.29.2 onnx==1.23.2 onnxruntime==1.32.0 safetensors==0.8.0 tfrecord==1.14.6 numpy==2.4.6 pillow==13.0.0
}

tensorflow_environment() {
  environment tensorflow tensorflow-cpu==2.21.0 tensorflow-datasets==4.9.10 numpy==2.4.6
}

tensorboard_environment() {
  environment tensorboard tensorboard==2.21.0 tensorboard-data-server==0.7.2 numpy==2.4.6 pillow==13.0.0
}

# S3 on loopback, as $peers/moto.
moto_environment() {
  environment moto 'moto[server]==5.2.5'
}

# The Dataflow operators need the Beam provider; without graphviz every command warns.
airflow_environment() {
  environment airflow apache-airflow==3.3.2 apache-airflow-providers-google==22.8.0 apache-airflow-providers-cncf-kubernetes==10.25.0 \
    apache-airflow-providers-standard==1.21.0 apache-airflow-providers-apache-beam==6.3.1 graphviz==0.21 pytest==9.2.0
}

FAKE_GCS=v1.56.1

# Google Cloud Storage on loopback, as $fake_gcs_server.
fake_gcs_environment() {
  fake_gcs_server=$peers/fake-gcs-server/$FAKE_GCS/fake-gcs-server
  if [ -x "$fake_gcs_server" ]; then return; fi
  command -v go > /dev/null || fail "needs Go, to build fake-gcs-server"
  echo "building fake-gcs-server $FAKE_GCS" >&2
  GOBIN=$(dirname "$fake_gcs_server") go install "github.com/fsouza/fake-gcs-server@$FAKE_GCS" > "$work/log" 2>&1 \
    || fail "could not build fake-gcs-server: $(tail -1 "$work/log")"
}
