package io.github.simclrbeam.encoder;

/** The types of tensors in our files, by their safetensors names. */
enum TensorType {
  F32(4),
  F64(8),
  I64(8);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  int bytes() {
    return bytes;
  }
}
