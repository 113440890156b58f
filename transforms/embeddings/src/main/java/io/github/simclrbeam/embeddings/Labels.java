package io.github.simclrbeam.embeddings;

import java.util.OptionalInt;

/** Labels as files of all kinds have them: negative (and NaN) means unlabelled. */
final class Labels {
  private Labels() {}

  /**
   * Returns the label; empty when negative.
   *
   * @throws IllegalArgumentException if it is too large
   */
  static OptionalInt of(long value) {
    if (value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "label must be at most " + Integer.MAX_VALUE + ", but was: " + value);
    }
    return value < 0 ? OptionalInt.empty() : OptionalInt.of((int) value);
  }

  /**
   * Returns the label of a column of floating point numbers, which integers with gaps become in
   * pandas; empty when negative or NaN.
   *
   * @throws IllegalArgumentException if it is not a whole number
   */
  static OptionalInt of(double value) {
    if (Double.isNaN(value)) {
      return OptionalInt.empty();
    }
    if (value != Math.rint(value)) {
      throw new IllegalArgumentException("label must be a whole number, but was: " + value);
    }
    return of((long) value);
  }
}
