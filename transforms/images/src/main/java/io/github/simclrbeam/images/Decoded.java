package io.github.simclrbeam.images;

import java.util.List;

/**
 * A decoded image and how it was got.
 *
 * <p>Pixel (i, j) of a reduced image stands for the pixels from (originX + i x reduction, originY +
 * j x reduction) of the whole one, reduction x reduction of them.
 *
 * @param pixels upright; of a reduced image both sides are those of the whole divided by the
 *     reduction, rounded up
 * @param reduction 1, 2, 4 or 8
 * @param originX in (-reduction, 0]: below 0 where the image was mirrored left-right after decoding
 *     and its width is no multiple of the reduction
 * @param originY the same downwards
 * @param decoder the library that decoded them: "opencv" or "jdk"
 * @param fraction the share of a salvaged JPEG's blocks that were there, in (0, 1); else 1
 * @param warnings what was wrong and did not matter
 */
public record Decoded(
    Pixels pixels,
    int reduction,
    int originX,
    int originY,
    String decoder,
    double fraction,
    List<DecodeWarning> warnings) {
  static final String OPENCV = "opencv";
  static final String JDK = "jdk";

  /** Takes its own copy of the warnings. */
  public Decoded {
    warnings = List.copyOf(warnings);
  }
}
