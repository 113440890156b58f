package io.github.simclrbeam.shards;

import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Finds the one bit that was turned over in bytes whose CRC32C does not match. A CRC is linear: the
 * difference of the checksums depends on the bit's place alone, and no two places below 2^31 bits
 * share one. Damage of several bits is taken for one bit by chance only, once in 2^32 for every bit
 * of the data.
 *
 * @param at the byte, counted from the data's first; from the data's length on it is one of the
 *     checksum's own four
 * @param bit in it, 0 (lowest) to 7
 */
record FlippedBit(int at, int bit) {
  /** Castagnoli's polynomial, lowest bit first. */
  private static final int POLYNOMIAL = 0x82f63b78;

  /**
   * Returns the bit; empty when more than one is wrong.
   *
   * @param bytes that hold the data
   * @param offset where they begin
   * @param length of the data, at least 1
   * @param stored the masked checksum, as it stands behind them
   */
  static Optional<FlippedBit> find(byte[] bytes, int offset, int length, int stored) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    int wrong = stored ^ TfRecordFraming.mask((int) crc.getValue());
    if (Integer.bitCount(wrong) == 1) {
      int bit = Integer.numberOfTrailingZeros(wrong);
      return Optional.of(new FlippedBit(length + bit / Byte.SIZE, bit % Byte.SIZE));
    }
    int difference = TfRecordFraming.unmask(stored) ^ (int) crc.getValue();
    // The last bit's difference first; every bit before it is one step further.
    int step = POLYNOMIAL;
    for (long place = (long) length * Byte.SIZE - 1; place >= 0; place--) {
      if (step == difference) {
        return Optional.of(new FlippedBit((int) (place / Byte.SIZE), (int) (place % Byte.SIZE)));
      }
      step = step >>> 1 ^ ((step & 1) == 0 ? 0 : POLYNOMIAL);
    }
    return Optional.empty();
  }
}
