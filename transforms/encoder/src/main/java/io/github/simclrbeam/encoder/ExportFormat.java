package io.github.simclrbeam.encoder;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The files that a trained encoder can be exported to. */
public enum ExportFormat {
  /** Weights alone, with torchvision's names (github.com/huggingface/safetensors). */
  SAFETENSORS,
  /** A network with its weights, for ONNX Runtime and others (onnx.ai). */
  ONNX,
  /** A network with its weights, for {@code torch.jit.load}. */
  TORCHSCRIPT;

  /** Returns the formats' names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(ExportFormat::toString).toList();
  }

  /**
   * Returns the format of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ExportFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "format must be one of %s, but was: %s".formatted(names(), name)));
  }

  /** Returns its name, in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
