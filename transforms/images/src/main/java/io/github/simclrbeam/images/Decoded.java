package io.github.simclrbeam.images;

import java.util.List;

/**
 * A decoded image and how it was got.
 *
 * @param pixels upright
 * @param decoder the library that decoded them: "opencv" or "jdk"
 * @param fraction the share of a salvaged JPEG's blocks that were there, in (0, 1); else 1
 * @param warnings what was wrong and did not matter
 */
public record Decoded(
    Pixels pixels, String decoder, double fraction, List<DecodeWarning> warnings) {
  static final String OPENCV = "opencv";
  static final String JDK = "jdk";

  /** Takes its own copy of the warnings. */
  public Decoded {
    warnings = List.copyOf(warnings);
  }
}
