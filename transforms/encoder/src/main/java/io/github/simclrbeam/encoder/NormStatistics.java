package io.github.simclrbeam.encoder;

import java.util.Arrays;
import java.util.Locale;

/** Over which rows BatchNorm takes mean and variance while it trains. */
public enum NormStatistics {
  /** Both views of a chunk's pairs together, as the authors' code: {@code f(cat(x1, x2))}. */
  JOINT,
  /** Each view of a chunk's pairs by itself: {@code f(x1), f(x2)}, as solo-learn and lightly. */
  SEPARATE,
  /**
   * None: the running mean and variance are used as they are and stay. For going on from trained
   * weights. No row's result depends on another row then, so chunks of any size and shares of any
   * number of devices give the gradients of the whole batch.
   */
  FROZEN;

  /**
   * Returns the value with this name, in lower case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static NormStatistics named(String name) {
    return Arrays.stream(values())
        .filter(value -> value.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "BatchNorm statistics must be one of %s, but was: %s"
                        .formatted(Arrays.toString(values()), name)));
  }

  /** Returns the name in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
