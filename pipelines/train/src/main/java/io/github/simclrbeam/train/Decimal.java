package io.github.simclrbeam.train;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as text that is the same on every Java version and legal JSON. */
final class Decimal {
  /** Enough digits to read the same float back. */
  private static final MathContext FLOAT = new MathContext(9);

  private static final MathContext DOUBLE = new MathContext(15);
  private static final MathContext SIX = new MathContext(6);

  private Decimal() {}

  /** Returns the float with 9 significant digits: reading them gives the same float. */
  static String of(float value) {
    return new BigDecimal(value).round(FLOAT).toString();
  }

  /** Returns the double with 15 significant digits at most, without trailing zeros. */
  static String of(double value) {
    BigDecimal rounded = new BigDecimal(value).round(DOUBLE).stripTrailingZeros();
    return rounded.scale() < 0 && rounded.precision() - rounded.scale() <= 15
        ? rounded.toPlainString()
        : rounded.toString();
  }

  /** Returns the double with 6 significant digits at most, without trailing zeros. */
  static String six(double value) {
    return of(new BigDecimal(value).round(SIX).doubleValue());
  }

  /** Returns the double as a person would type it: 0.06, 1, 0.0005. */
  static String shortest(double value) {
    return new BigDecimal(value).round(DOUBLE).stripTrailingZeros().toPlainString();
  }
}
