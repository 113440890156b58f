package io.github.simclrbeam.encoder;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an exported network takes. */
public enum ExportInput {
  /** Bytes of prepared images, (N, height, width, channels); the network standardizes them. */
  PIXELS,
  /** Floats that the caller standardized, (N, channels, height, width). */
  TENSOR;

  /** Returns their names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(ExportInput::toString).toList();
  }

  /**
   * Returns the input of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ExportInput named(String name) {
    return Arrays.stream(values())
        .filter(input -> input.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "input must be one of %s, but was: %s".formatted(names(), name)));
  }

  /** Returns its name, in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
