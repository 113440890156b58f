package io.github.simclrbeam.embeddings;

/** IEEE 754 binary16 numbers, which Java 17 does not convert. */
final class Half {
  static final int BYTES = 2;

  private Half() {}

  /** Returns the number of these 16 bits, exactly. */
  static float toFloat(int bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >>> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
