package io.github.simclrbeam.augment;

/**
 * Draws the box of a random resized crop: area uniform and width / height log-uniform, both in
 * pixels of the source; then its place, uniform over all that fit.
 *
 * <p>A box that does not fit is drawn again, up to 100 times (as google-research/simclr). Then the
 * box is the largest centred one whose aspect is in the range: for sources much narrower than the
 * range, such as one pixel row. Sides are rounded to whole pixels; where rounding would leave the
 * aspect range, the width is moved to the nearest one inside it.
 */
final class CropDrawing {
  private CropDrawing() {}

  static CropBox draw(ViewRandom random, CropRange range, int width, int height) {
    double logMin = StrictMath.log(range.minAspect());
    double logMax = StrictMath.log(range.maxAspect());
    double sourceArea = (double) width * height;
    for (int attempt = 0; attempt < DrawingOrder.CROP_TRIES; attempt++) {
      int block = DrawingOrder.CROP + attempt;
      double area =
          sourceArea * random.uniform(block, DrawingOrder.AREA, range.minArea(), range.maxArea());
      double aspect = StrictMath.exp(random.uniform(block, DrawingOrder.ASPECT, logMin, logMax));
      long boxHeight = rounded(StrictMath.sqrt(area / aspect));
      long boxWidth = insideAspect(rounded(StrictMath.sqrt(area * aspect)), boxHeight, range);
      if (boxWidth >= 1 && boxWidth <= width && boxHeight >= 1 && boxHeight <= height) {
        int x = random.below(block, DrawingOrder.X, width - (int) boxWidth + 1);
        int y = random.below(block, DrawingOrder.Y, height - (int) boxHeight + 1);
        return new CropBox(x, y, (int) boxWidth, (int) boxHeight);
      }
    }
    return centred(range, width, height);
  }

  /** The largest centred box whose aspect is in the range, up to rounding. */
  static CropBox centred(CropRange range, int width, int height) {
    double aspect = (double) width / height;
    int boxWidth = width;
    int boxHeight = height;
    if (aspect < range.minAspect()) {
      boxHeight = (int) Math.min(height, Math.max(1, rounded(width / range.minAspect())));
    } else if (aspect > range.maxAspect()) {
      boxWidth = (int) Math.min(width, Math.max(1, rounded(height * range.maxAspect())));
    }
    return new CropBox((width - boxWidth) / 2, (height - boxHeight) / 2, boxWidth, boxHeight);
  }

  private static long insideAspect(long width, long height, CropRange range) {
    long least = (long) StrictMath.ceil(height * range.minAspect());
    long most = (long) StrictMath.floor(height * range.maxAspect());
    return least > most ? width : Math.max(least, Math.min(most, width));
  }

  private static long rounded(double value) {
    return (long) StrictMath.floor(value + 0.5);
  }
}
