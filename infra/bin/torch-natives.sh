# To be sourced: makes the engine take its natives from SIMCLR_BEAM_TORCH, the folder torch of a PyTorch with CUDA that Python installed, in place
# of those for the processor; $natives are options of java. infra/docs/GPU.md says which versions. Needs a function fail MESSAGE [STATUS].
about=$SIMCLR_BEAM_TORCH/version.py
if [ ! -e "$SIMCLR_BEAM_TORCH/lib/libtorch_cuda.so" ] || [ ! -e "$about" ]; then
  fail "SIMCLR_BEAM_TORCH: must be the folder torch of a PyTorch with CUDA, but was: $SIMCLR_BEAM_TORCH" 2
fi
torch=$(sed -n "s/^__version__ = '\([0-9.]*\).*/\1/p" "$about")
flavor=cu$(sed -n "s/^cuda.*= '\(.*\)'/\1/p" "$about" | tr -d .)
# The binding for 2.7.1 is published for CUDA 12.8 alone, and asks nothing of CUDA that differs in 12.6 and 11.8.
if [ "$torch" = 2.7.1 ]; then flavor=cu128; fi
export PYTORCH_LIBRARY_PATH=$SIMCLR_BEAM_TORCH/lib PYTORCH_VERSION=$torch PYTORCH_FLAVOR=${PYTORCH_FLAVOR:-$flavor} DJL_OFFLINE=${DJL_OFFLINE:-true}
# The engine counts GPUs by the library cudart, which Python's packages hold beside PyTorch.
natives=("-Djna.library.path=$SIMCLR_BEAM_TORCH/../nvidia/cu13/lib:$SIMCLR_BEAM_TORCH/../nvidia/cuda_runtime/lib")
