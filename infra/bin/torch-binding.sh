#!/usr/bin/env bash
# Builds DJL's binding to the PyTorch of SIMCLR_BEAM_TORCH, for versions that DJL publishes none for, and puts it where DJL looks: into
# ${DJL_CACHE_DIR:-~/.djl.ai}. Needs g++ and a JDK 17 (JAVA_HOME, or javac's), and CUDA's headers: those of pip's nvidia-cuda-runtime, -crt, -cccl,
# nvidia-cublas, -cusparse and -cusolver beside PyTorch, or CUDA_HOME. Some minutes. What was built so and run: infra/docs/GPU.md.
#
# usage: torch-binding.sh DJL    a checkout of DJL's sources of the version whose jars target/app/lib holds
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
fail() {
  echo "torch-binding.sh: $1" >&2
  exit "${2:-1}"
}
[ $# = 1 ] || fail "usage: torch-binding.sh DJL" 2
: "${SIMCLR_BEAM_TORCH:?must be the folder torch of a PyTorch with CUDA: see infra/docs/GPU.md}"
. "$home/infra/bin/torch-natives.sh"
engine=$1/engines/pytorch
sources=$engine/pytorch-native/src/main/native
[ -e "$sources" ] || fail "must be a checkout of DJL, but was: $1" 2
jar=$(ls "$home"/target/app/lib/pytorch-engine-*.jar 2> /dev/null) || fail "target/app/lib has no pytorch-engine: run infra/bin/simclr-beam help first"
djl=${jar##*/pytorch-engine-}
jdk=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}
cuda=${CUDA_HOME:-$SIMCLR_BEAM_TORCH/../nvidia/cu13}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$jdk/bin/javac" -proc:none -cp "$home/target/app/lib/*" -h "$work/include" -d "$work/classes" "$engine/pytorch-engine/src/main/java/ai/djl/pytorch/jni/PyTorchLibrary.java"
flags=(-std=gnu++17 -O1 -fPIC -DUSE_CUDA -I"$work/include" -I"$SIMCLR_BEAM_TORCH/include" -I"$SIMCLR_BEAM_TORCH/include/torch/csrc/api/include"
  -I"$cuda/include" -I"$cuda/include/cccl" -I"$jdk/include" -I"$jdk/include/linux" -I"$1/api/src/main/native")
# PyTorch's headers, read once instead of with every file.
printf '#include <torch/torch.h>\n#include <torch/script.h>\n' > "$work/all.h"
g++ "${flags[@]}" -x c++-header -o "$work/all.h.gch" "$work/all.h"
for file in "$sources"/*.cc; do
  echo "compiling $(basename "$file")" >&2
  g++ "${flags[@]}" -include "$work/all.h" -c "$file" -o "$work/$(basename "$file").o"
done
folder=${DJL_CACHE_DIR:-$HOME/.djl.ai}/pytorch/$PYTORCH_VERSION-$PYTORCH_FLAVOR-linux-x86_64
mkdir -p "$folder"
g++ -shared -s -o "$work/binding.so" "$work"/*.o -L"$SIMCLR_BEAM_TORCH/lib" -Wl,--no-as-needed -ltorch -ltorch_cpu -ltorch_cuda -lc10 -lc10_cuda \
  -Wl,--allow-shlib-undefined -Wl,-rpath,'$ORIGIN'
mv "$work/binding.so" "$folder/${djl%.jar}-libdjl_torch.so"
echo "$folder/${djl%.jar}-libdjl_torch.so"
