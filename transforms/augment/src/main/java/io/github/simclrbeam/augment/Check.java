package io.github.simclrbeam.augment;

/** The range checks of the records here, with one form of message. */
final class Check {
  private Check() {}

  static double probability(double value, String what, String where) {
    return within(value, 0, 1, what, where);
  }

  static double within(double value, double min, double max, String what, String where) {
    if (!(value >= min && value <= max)) {
      throw outside(what, "in [" + number(min) + ", " + number(max) + "]", number(value), where);
    }
    return value;
  }

  /** The value, above 0 and at most {@code max}. */
  static double share(double value, double max, String what, String where) {
    if (!(value > 0 && value <= max)) {
      throw outside(what, "in (0, " + number(max) + "]", number(value), where);
    }
    return value;
  }

  /** The value, finite and at least {@code min}. */
  static double atLeast(double value, double min, String what, String where) {
    if (!(value >= min && Double.isFinite(value))) {
      throw outside(what, "finite and at least " + number(min), number(value), where);
    }
    return value;
  }

  /** The value, finite and above 0. */
  static double positive(double value, String what, String where) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw outside(what, "finite and above 0", number(value), where);
    }
    return value;
  }

  static int atLeast(int value, int min, String what, String where) {
    if (value < min) {
      throw outside(what, "at least " + min, value, where);
    }
    return value;
  }

  static IllegalArgumentException outside(String what, String range, Object value, String where) {
    return new IllegalArgumentException(
        what + " must be " + range + ", but was: " + value + " (" + where + ")");
  }

  /** The shortest text of the number, without a trailing ".0". */
  static String number(double value) {
    return value == StrictMath.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
