package io.github.simclrbeam.encoder;

import ai.djl.ndarray.types.DataType;

/** The type of a network's numbers. */
enum Precision {
  FP32(DataType.FLOAT32, TensorType.F32, 6),
  /** For checks: twice the digits, several times the time. */
  FP64(DataType.FLOAT64, TensorType.F64, 7);

  private final DataType engineType;
  private final TensorType fileType;
  private final long scriptCode;

  Precision(DataType engineType, TensorType fileType, long scriptCode) {
    this.engineType = engineType;
    this.fileType = fileType;
    this.scriptCode = scriptCode;
  }

  DataType engineType() {
    return engineType;
  }

  TensorType fileType() {
    return fileType;
  }

  /** The type's number in TorchScript. */
  long scriptCode() {
    return scriptCode;
  }
}
