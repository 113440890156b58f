package io.github.simclrbeam.encoder;

/** The types of tensors in files, by their safetensors names. Ours hold F32, F64 and I64. */
enum TensorType {
  F32(4),
  F64(8),
  I64(8),
  /** IEEE 754 binary16. */
  F16(2),
  /** The upper half of an F32. */
  BF16(2);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  int bytes() {
    return bytes;
  }
}
