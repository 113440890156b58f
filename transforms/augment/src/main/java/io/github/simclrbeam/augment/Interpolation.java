package io.github.simclrbeam.augment;

/**
 * The filter of every resize. Both are antialiased: when an axis shrinks, the filter is widened by
 * the scale, as Pillow and torchvision ({@code antialias=True}) do.
 */
public enum Interpolation {
  /** Triangle filter, support 1. */
  BILINEAR(1) {
    @Override
    double weight(double distance) {
      double x = Math.abs(distance);
      return x < 1 ? 1 - x : 0;
    }
  },

  /** Cubic convolution with a = -0.5 (Keys 1981), support 2. Overshoots at edges. */
  BICUBIC(2) {
    @Override
    double weight(double distance) {
      double x = Math.abs(distance);
      if (x < 1) {
        return ((A + 2) * x - (A + 3)) * x * x + 1;
      }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }
  };

  private static final double A = -0.5;

  private final double support;

  Interpolation(double support) {
    this.support = support;
  }

  /** Half the filter's width in pixels of the coarser grid. */
  double support() {
    return support;
  }

  /** The filter at this distance from its centre; not normalised over a row of pixels. */
  abstract double weight(double distance);
}
