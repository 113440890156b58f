package io.github.simclrbeam.images;

/**
 * The orientation (tag 274) of an EXIF block, which is a TIFF structure. Whatever is wrong with
 * such metadata never makes an image unusable: then the image counts as upright.
 */
final class ExifOrientation {
  static final int UPRIGHT = 1;

  /** The block cannot be read to its end, or names an orientation that does not exist. */
  static final int BROKEN = 0;

  private static final int TAG = 274;
  private static final int SHORT = 3;
  private static final int ENTRY_BYTES = 12;

  private ExifOrientation() {}

  /**
   * Returns 1 .. 8, or {@link #BROKEN}, of the TIFF structure that starts at an offset and is
   * length bytes long.
   */
  static int read(byte[] bytes, int start, int length) {
    if (length < 8 || start < 0 || start + length > bytes.length) {
      return BROKEN;
    }
    boolean little = bytes[start] == 'I';
    long directory = number(bytes, start + 4, 4, little);
    if (directory + 2 > length || (!little && bytes[start] != 'M')) {
      return BROKEN;
    }
    long entries = number(bytes, start + (int) directory, 2, little);
    for (long i = 0; i < entries; i++) {
      long entry = directory + 2 + i * ENTRY_BYTES;
      if (entry + ENTRY_BYTES > length) {
        return BROKEN;
      }
      int at = start + (int) entry;
      if (number(bytes, at, 2, little) == TAG && number(bytes, at + 2, 2, little) == SHORT) {
        long value = number(bytes, at + 8, 2, little);
        return value >= 1 && value <= 8 ? (int) value : BROKEN;
      }
    }
    return UPRIGHT;
  }

  private static long number(byte[] bytes, int at, int count, boolean little) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      int next = bytes[little ? at + count - 1 - i : at + i] & 0xff;
      value = value << 8 | next;
    }
    return value;
  }
}
