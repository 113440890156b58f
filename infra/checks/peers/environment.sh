# To be sourced: environments of Python for programs that are compared with, below target/peers, made once. Needs $peers and $work.

UV=0.13.9

fail() {
  echo "$(basename "$0"): $1" >&2
  exit 1
}

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
