package io.github.simclrbeam.images;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Finds out how many bytes a strip or tile of a TIFF unpacks to, without keeping them: the codec
 * fills up what is missing, and does not say so.
 */
final class TiffUnpacked {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST_CODE = 258;
  private static final int FIRST_WIDTH = 9;
  private static final int LAST_WIDTH = 12;

  private TiffUnpacked() {}

  /**
   * Returns how many bytes there are; of a compression that needs no such check, those wanted.
   *
   * @param wanted where counting may end
   */
  static long count(int compression, byte[] encoded, int at, int length, long wanted) {
    return switch (compression) {
      case TiffTag.NONE -> length;
      case TiffTag.PACKBITS -> packBits(encoded, at, at + length);
      case TiffTag.DEFLATE, TiffTag.OLD_DEFLATE -> deflate(encoded, at, length, wanted);
      case TiffTag.LZW -> lzw(encoded, at, at + length, wanted);
      default -> wanted;
    };
  }

  private static long packBits(byte[] encoded, int start, int end) {
    long count = 0;
    int at = start;
    while (at < end) {
      int head = encoded[at++];
      if (head >= 0) {
        count += Math.min(head + 1, end - at);
        at += head + 1;
      } else if (head != -128) {
        count += at < end ? 1 - head : 0;
        at++;
      }
    }
    return count;
  }

  private static long deflate(byte[] encoded, int at, int length, long wanted) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(encoded, at, length);
      byte[] buffer = new byte[8192];
      long count = 0;
      int more = inflater.inflate(buffer);
      while (more > 0 && count < wanted) {
        count += more;
        more = inflater.inflate(buffer);
      }
      return count;
    } catch (DataFormatException e) {
      return 0;
    } finally {
      inflater.end();
    }
  }

  /** TIFF 6.0, section 13. */
  private static long lzw(byte[] encoded, int start, int end, long wanted) {
    int[] lengths = new int[1 << LAST_WIDTH];
    int width = FIRST_WIDTH;
    int next = FIRST_CODE;
    int previous = 0;
    long count = 0;
    long bit = 8L * start;
    while (bit + width <= 8L * end && count < wanted) {
      int code = code(encoded, bit, width);
      bit += width;
      if (code == END) {
        return count;
      }
      if (code == CLEAR) {
        width = FIRST_WIDTH;
        next = FIRST_CODE;
        previous = 0;
        continue;
      }
      if (previous > 0 && next < lengths.length) {
        lengths[next++] = previous + 1;
      }
      if (code >= next) {
        return count;
      }
      previous = code < CLEAR ? 1 : lengths[code];
      count += previous;
      // One code early.
      if (next == (1 << width) - 1 && width < LAST_WIDTH) {
        width++;
      }
    }
    return count;
  }

  private static int code(byte[] encoded, long bit, int width) {
    int at = (int) (bit / 8);
    int value = 0;
    for (int i = 0; i < 3; i++) {
      value = value << 8 | (at + i < encoded.length ? encoded[at + i] & 0xff : 0);
    }
    return (value >> (24 - width - (int) (bit % 8))) & ((1 << width) - 1);
  }
}
