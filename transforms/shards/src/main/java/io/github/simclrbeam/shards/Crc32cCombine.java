package io.github.simclrbeam.shards;

/**
 * The CRC32C of two concatenated byte strings from those of the two, without reading them again.
 *
 * <p>Appending n zero bits multiplies the checksum's polynomial by x^n modulo the Castagnoli
 * polynomial; the pre- and post-conditioning of the two checksums cancels, so that {@code crc(AB) =
 * crc(A) * x^(8 * |B|) + crc(B)} over GF(2).
 */
public final class Crc32cCombine {
  /** The Castagnoli polynomial, lowest degree in the highest bit. */
  private static final int POLYNOMIAL = 0x82f63b78;

  private static final int ONE = 1 << 31;

  /** x^8: one zero byte. */
  private static final int ZERO_BYTE = ONE >>> 8;

  private Crc32cCombine() {}

  /**
   * Returns the CRC32C (not masked) of A followed by B.
   *
   * @param crcA CRC32C of A
   * @param crcB CRC32C of B
   * @param lengthB bytes in B, >= 0
   * @throws IllegalArgumentException if the length is negative
   */
  public static int combine(int crcA, int crcB, long lengthB) {
    if (lengthB < 0) {
      throw new IllegalArgumentException("lengthB must be >= 0, but was: " + lengthB);
    }
    return multiply(zeroBytes(lengthB), crcA) ^ crcB;
  }

  /** x^(8n) by repeated squaring. */
  private static int zeroBytes(long n) {
    int result = ONE;
    int power = ZERO_BYTE;
    for (long rest = n; rest > 0; rest >>>= 1) {
      if ((rest & 1) == 1) {
        result = multiply(result, power);
      }
      power = multiply(power, power);
    }
    return result;
  }

  private static int multiply(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int bit = 31; bit >= 0; bit--) {
      if ((a >>> bit & 1) == 1) {
        product ^= shifted;
      }
      shifted = (shifted & 1) == 1 ? shifted >>> 1 ^ POLYNOMIAL : shifted >>> 1;
    }
    return product;
  }
}
