package io.github.simclrbeam.images;

import java.util.Arrays;

/** A Huffman table of a JPEG (ITU T.81, annexes C and F.2.2.3), for reading. */
final class HuffmanTable {
  private static final int FAST_BITS = 9;
  private static final int LONGEST = 16;

  /** What decoders make of bits that begin no code: they step over 17 and take them for a 0. */
  static final int NO_CODE = LONGEST + 1;

  /** By the next bits: the symbol x 256 + its code's length; 0 for longer codes. */
  private final int[] fast = new int[1 << FAST_BITS];

  /** By length: the largest code, left-aligned to 16 bits; and where its symbol is, less code. */
  private final int[] most = new int[LONGEST + 1];

  private final int[] offsets = new int[LONGEST + 1];
  private final byte[] symbols;

  /**
   * @param counts codes of length 1 .. 16
   * @param symbols in the order of their codes
   */
  HuffmanTable(int[] counts, byte[] symbols) {
    this.symbols = symbols;
    Arrays.fill(most, -1);
    int code = 0;
    int next = 0;
    for (int length = 1; length <= LONGEST; length++) {
      offsets[length] = next - code;
      for (int i = 0; i < counts[length - 1]; i++, next++, code++) {
        if (length <= FAST_BITS && code >> length == 0) {
          int from = code << (FAST_BITS - length);
          int entry = (symbols[next] & 0xff) << 8 | length;
          Arrays.fill(fast, from, from + (1 << (FAST_BITS - length)), entry);
        }
      }
      if (counts[length - 1] > 0) {
        most[length] = (code << (LONGEST - length)) - 1;
      }
      code <<= 1;
    }
  }

  /**
   * Returns the next symbol x 256 + its code's length, in bits; {@link #NO_CODE} if no code fits.
   */
  int next(EntropyBits bits) {
    int ahead = bits.peek(LONGEST);
    int entry = fast[ahead >>> (LONGEST - FAST_BITS)];
    return entry != 0 ? entry : longer(ahead);
  }

  private int longer(int ahead) {
    for (int length = FAST_BITS + 1; length <= LONGEST; length++) {
      if (ahead <= most[length]) {
        int at = (ahead >>> (LONGEST - length)) + offsets[length];
        return at < 0 || at >= symbols.length ? NO_CODE : (symbols[at] & 0xff) << 8 | length;
      }
    }
    return NO_CODE;
  }
}
