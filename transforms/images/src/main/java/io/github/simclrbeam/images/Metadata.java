package io.github.simclrbeam.images;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What an image says beside its pixels. Nothing in it can make the image unusable. */
final class Metadata {
  /** An ICC profile's header: its first four bytes are its size, "acsp" stands at 36. */
  private static final int PROFILE_HEADER = 128;

  private static final byte[] PROFILE_MARK = "acsp".getBytes(StandardCharsets.US_ASCII);

  private final List<DecodeWarning> warnings = new ArrayList<>();
  private int orientation = ExifOrientation.BROKEN;

  /** Takes the EXIF block's TIFF structure; the first that holds an orientation counts. */
  void exif(byte[] bytes, long start, long length) {
    int read = ExifOrientation.read(bytes, (int) start, (int) length);
    if (read == ExifOrientation.BROKEN) {
      warn(DecodeWarning.BROKEN_EXIF, "its EXIF block is broken: it counts as upright");
    } else if (orientation == ExifOrientation.BROKEN) {
      orientation = read;
    }
  }

  /**
   * Takes a colour profile.
   *
   * @param start its first bytes, at least {@value #PROFILE_HEADER} of them if there are so many
   * @param length of the whole profile
   */
  void profile(byte[] start, long length) {
    boolean marked =
        start.length >= PROFILE_HEADER
            && Arrays.equals(start, 36, 40, PROFILE_MARK, 0, PROFILE_MARK.length);
    long said = 0;
    for (int i = 0; i < Math.min(4, start.length); i++) {
      said = said << 8 | (start[i] & 0xff);
    }
    // Some are padded.
    if (!marked || said < PROFILE_HEADER || said > length) {
      warn(
          DecodeWarning.BROKEN_ICC,
          "its colour profile of %d bytes is broken; it is not used".formatted(length));
    }
  }

  void junkAfter(long bytes) {
    warn(DecodeWarning.JUNK_AFTER, "%d bytes follow the image's end".formatted(bytes));
  }

  /** Returns 1 .. 8. */
  int orientation() {
    return orientation == ExifOrientation.BROKEN ? ExifOrientation.UPRIGHT : orientation;
  }

  List<DecodeWarning> warnings() {
    return warnings;
  }

  /** Says a thing once. */
  private void warn(String reason, String message) {
    if (warnings.stream().noneMatch(w -> w.reason().equals(reason))) {
      warnings.add(new DecodeWarning(reason, message));
    }
  }
}
