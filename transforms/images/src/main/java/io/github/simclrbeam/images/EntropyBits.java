package io.github.simclrbeam.images;

/** The bits of a scan's data, up to the next marker; zeros follow them, and are told apart. */
final class EntropyBits {
  private final byte[] bytes;
  private final int end;
  private int at;

  /** The next bits, from the highest on. */
  private long buffer;

  /** How many of them there are; negative once more were taken than there were. */
  private int count;

  /**
   * @param at first byte of the data
   * @param end of the image
   */
  EntropyBits(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Returns the next bits, at most 16. */
  int peek(int bits) {
    if (count < 32) {
      fill();
    }
    return (int) (buffer >>> (64 - bits));
  }

  /** Steps over bits, at most 16 + 16 since the last peek. */
  void skip(int bits) {
    buffer <<= bits;
    count -= bits;
  }

  /** Returns the next bits, at most 16. */
  int take(int bits) {
    if (bits == 0) {
      return 0;
    }
    int value = peek(bits);
    skip(bits);
    return value;
  }

  /** Returns whether more bits were taken than there were. */
  boolean exhausted() {
    return count < 0;
  }

  /** Steps behind the restart marker that comes next; returns false if another marker does. */
  boolean restart() {
    buffer = 0;
    count = 0;
    while (at + 1 < end) {
      int next = bytes[at + 1] & 0xff;
      if (bytes[at] == (byte) 0xff && next != 0 && next != 0xff) {
        at += 2;
        return Markers.restart(next);
      }
      at++;
    }
    return false;
  }

  private void fill() {
    while (count >= 0 && count <= 56 && at < end) {
      int next = bytes[at] & 0xff;
      if (next == 0xff) {
        while (at + 1 < end && bytes[at + 1] == (byte) 0xff) {
          at++;
        }
        if (at + 1 >= end || bytes[at + 1] != 0) {
          return;
        }
        at++;
      }
      at++;
      buffer |= (long) next << (56 - count);
      count += 8;
    }
  }
}
