package io.github.simclrbeam.images;

import java.util.Arrays;

/** A few bytes that do not belong to the image, such as an empty line or a byte-order mark. */
final class LeadingJunk {
  /** Further in, an image is more likely a part of something else, such as the cover of a song. */
  private static final int MOST = 16;

  private LeadingJunk() {}

  /** Returns the bytes from the image's first on; the bytes themselves when that is the first. */
  static byte[] removed(byte[] encoded) {
    if (ImageType.at(encoded, 0) == null) {
      for (int start = 1; start <= MOST; start++) {
        ImageType type = ImageType.at(encoded, start);
        // The first bytes of a BMP are too common to mean much.
        if (type != null && type != ImageType.BMP) {
          return Arrays.copyOfRange(encoded, start, encoded.length);
        }
      }
    }
    return encoded;
  }
}
