package io.github.simclrbeam.augment;

/**
 * The geometry without a random crop: the shorter side is resized to the view's size, the longer
 * one in proportion (rounded down), and the centre is kept (half pixels to the even side); as
 * torchvision's {@code Resize} and {@code CenterCrop}.
 */
final class CentreCrop {
  private CentreCrop() {}

  /** Length in pixels to which a side is resized. */
  static int resized(int side, int otherSide, int imageSize) {
    int shorter = Math.min(side, otherSide);
    return Math.toIntExact((long) imageSize * side / shorter);
  }

  /** First pixel kept of a side resized to this length. */
  static int offset(int resized, int imageSize) {
    return (int) StrictMath.rint((resized - imageSize) / 2.0);
  }

  /** The box of source pixels under the view, rounded outwards. */
  static CropBox shown(int width, int height, int imageSize) {
    int left = start(width, height, imageSize);
    int top = start(height, width, imageSize);
    return new CropBox(
        left, top, end(width, height, imageSize) - left, end(height, width, imageSize) - top);
  }

  private static int start(int side, int otherSide, int imageSize) {
    int length = resized(side, otherSide, imageSize);
    return (int) ((long) offset(length, imageSize) * side / length);
  }

  private static int end(int side, int otherSide, int imageSize) {
    int length = resized(side, otherSide, imageSize);
    long kept = (long) offset(length, imageSize) + imageSize;
    return (int) ((kept * side + length - 1) / length);
  }
}
