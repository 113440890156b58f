package io.github.simclrbeam.encoder;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The types of a network's numbers. Weights, gradients, BatchNorm's statistics, the loss and the
 * optimizer's memory have one type, which is also the files'; activations and what convolutions and
 * linear layers multiply may have a shorter one.
 */
public enum Precision {
  /** Everything in 32 bits. */
  FP32(DataType.FLOAT32, TensorType.F32, 6, 6),
  /**
   * As {@link #FP32}, but what convolutions and linear layers multiply is rounded to 11 of its 24
   * digits on the way into the GPU's matrix units, which are several times faster. GPUs only.
   */
  TF32(DataType.FLOAT32, TensorType.F32, 6, 6),
  /** Everything in 64 bits, for checks: twice the digits, several times the time. */
  FP64(DataType.FLOAT64, TensorType.F64, 7, 7),
  /**
   * Activations and their gradients in bfloat16: the range of 32 bits with 8 of their 24 digits, so
   * the loss needs no scaling. Weights are rounded as they are used, the rest is in 32 bits.
   */
  BF16(DataType.FLOAT32, TensorType.F32, 6, 15);

  private final DataType engineType;
  private final TensorType fileType;
  private final long scriptCode;
  private final long activationCode;

  Precision(DataType engineType, TensorType fileType, long scriptCode, long activationCode) {
    this.engineType = engineType;
    this.fileType = fileType;
    this.scriptCode = scriptCode;
    this.activationCode = activationCode;
  }

  /**
   * Returns the precision with this name: fp32, tf32, fp64 or bf16.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Precision named(String name) {
    return Arrays.stream(values())
        .filter(value -> value.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "precision must be one of %s, but was: %s"
                        .formatted(Arrays.toString(values()), name)));
  }

  /**
   * Throws if a device cannot calculate with this precision, or no faster than with fp32: bfloat16
   * that is emulated gives the same numbers several times slower.
   *
   * @param evenIfSlow true to allow emulation all the same
   * @throws IllegalArgumentException if a device cannot, or emulates and evenIfSlow is false
   */
  public void checkFast(Devices devices, boolean evenIfSlow) {
    for (Device device : devices.list()) {
      missingOn(device, evenIfSlow)
          .ifPresent(
              reason -> {
                throw new IllegalArgumentException(
                    "precision must be one of %s here, but was: %s (%s)"
                        .formatted(List.of(FP32, FP64), this, reason));
              });
    }
  }

  private Optional<String> missingOn(Device device, boolean evenIfSlow) {
    return switch (this) {
      case TF32 -> MatrixUnits.missingOn(device);
      case BF16 -> evenIfSlow ? Optional.empty() : MatrixUnits.missingForBfloat16(device);
      default -> Optional.empty();
    };
  }

  /** Returns the name in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  DataType engineType() {
    return engineType;
  }

  TensorType fileType() {
    return fileType;
  }

  /** The weights' type's number in TorchScript. */
  long scriptCode() {
    return scriptCode;
  }

  /** The activations' type's number in TorchScript. */
  long activationCode() {
    return activationCode;
  }
}
