package io.github.simclrbeam.augment;

/**
 * The range of a random resized crop. A box that does not fit the image is drawn again, up to 100
 * times; then the largest centred box of the aspect range is taken.
 *
 * @param minArea smallest area of the crop as a share of the image's area, in (0, maxArea]
 * @param maxArea largest such share, in [minArea, 1]
 * @param minAspect smallest width / height of the crop, both in pixels (not relative to the image's
 *     own aspect), in (0, maxAspect]
 * @param maxAspect largest such ratio, at least minAspect and finite
 */
public record CropRange(double minArea, double maxArea, double minAspect, double maxAspect) {
  /**
   * @throws IllegalArgumentException if a value is outside its range
   */
  public CropRange {
    Check.share(maxArea, 1, "maxArea", "crop");
    Check.share(minArea, maxArea, "minArea", "crop");
    Check.positive(maxAspect, "maxAspect", "crop");
    Check.share(minAspect, maxAspect, "minAspect", "crop");
  }

  /** The given area range with SimCLR's aspect range, 3/4 to 4/3. */
  public static CropRange ofArea(double minArea, double maxArea) {
    return new CropRange(minArea, maxArea, 3.0 / 4, 4.0 / 3);
  }

  /** One line, such as {@code area 0.08-1 aspect 0.75-1.3333}. */
  public String describe() {
    return "area "
        + Check.number(minArea)
        + "-"
        + Check.number(maxArea)
        + " aspect "
        + rounded(minAspect)
        + "-"
        + rounded(maxAspect);
  }

  private static String rounded(double value) {
    return Check.number(StrictMath.rint(value * 1e4) / 1e4);
  }
}
