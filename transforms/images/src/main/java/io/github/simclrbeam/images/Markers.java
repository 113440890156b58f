package io.github.simclrbeam.images;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The marker bytes of a JPEG (ITU T.81, table B.1). */
final class Markers {
  static final int SOF2 = 0xc2;
  static final int SOF3 = 0xc3;
  static final int DHT = 0xc4;
  static final int SOI = 0xd8;
  static final int EOI = 0xd9;
  static final int SOS = 0xda;
  static final int DRI = 0xdd;
  static final int APP1 = 0xe1;
  static final int APP2 = 0xe2;
  static final int APP14 = 0xee;

  /** JPEG-LS, another format of the same family. */
  static final int SOF55 = 0xf7;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private Markers() {}

  static boolean startOfFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** Returns whether a segment with a length follows (or the image ends). */
  static boolean segment(int marker) {
    return marker >= 0xc0 && marker != SOI && marker != 0xff && !restart(marker);
  }

  static boolean restart(int marker) {
    return marker >= 0xd0 && marker <= 0xd7;
  }

  /**
   * Returns where the first marker that is no restart stands at or behind a position of a scan's
   * data, or the end if there is none. Within the data an FF is followed by 00.
   */
  static int afterScan(byte[] bytes, int from) {
    int at = from;
    while (true) {
      at = nextFf(bytes, at);
      if (at + 1 >= bytes.length) {
        return bytes.length;
      }
      int next = bytes[at + 1] & 0xff;
      if (next != 0 && next != 0xff && !restart(next)) {
        return at;
      }
      at++;
    }
  }

  /** Eight bytes at a time: an FF is where the complement has a zero byte. */
  private static int nextFf(byte[] bytes, int from) {
    int at = from;
    while (at + 8 <= bytes.length) {
      long complement = ~(long) EIGHT.get(bytes, at);
      long zeros = (complement - ONES) & ~complement & HIGHS;
      if (zeros != 0) {
        return at + Long.numberOfTrailingZeros(zeros) / 8;
      }
      at += 8;
    }
    while (at < bytes.length && bytes[at] != (byte) 0xff) {
      at++;
    }
    return at;
  }
}
