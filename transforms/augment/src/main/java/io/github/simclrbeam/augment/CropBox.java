package io.github.simclrbeam.augment;

/**
 * A box of pixels of the source image.
 *
 * @param x left edge, at least 0
 * @param y upper edge, at least 0
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
public record CropBox(int x, int y, int width, int height) {
  /**
   * @throws IllegalArgumentException if a value is outside its range
   */
  public CropBox {
    Check.atLeast(x, 0, "x", "crop box");
    Check.atLeast(y, 0, "y", "crop box");
    Check.atLeast(width, 1, "width", "crop box");
    Check.atLeast(height, 1, "height", "crop box");
  }
}
