package io.github.simclrbeam.augment;

/**
 * The range of the gaussian blur, whose borders are mirrored without repeating the edge pixel, as
 * torchvision does: the zero padding of the paper's code darkens the border of blurred views only.
 *
 * @param probability of blurring, in [0, 1]
 * @param minSigma smallest standard deviation in pixels of the view, in (0, maxSigma]
 * @param maxSigma largest one, finite
 * @param kernelShare kernel width as a share of the view's height, in (0, 1]
 */
public record BlurRange(double probability, double minSigma, double maxSigma, double kernelShare) {
  /** The paper's (Chen et al. 2020, appendix A): a tenth of the height wide, half of the views. */
  public static final BlurRange PAPER = new BlurRange(0.5, 0.1, 2, 0.1);

  /**
   * @throws IllegalArgumentException if a value is outside its range
   */
  public BlurRange {
    Check.probability(probability, "probability", "blur");
    Check.positive(maxSigma, "maxSigma", "blur");
    Check.share(minSigma, maxSigma, "minSigma", "blur");
    Check.share(kernelShare, 1, "kernelShare", "blur");
  }

  /**
   * The kernel's width in pixels for views of this height: 2 * floor(floor(kernelShare * height) /
   * 2) + 1, but at least 3. Always odd, so that the kernel has a centre.
   */
  public int kernelWidth(int height) {
    int width = (int) (kernelShare * height);
    return Math.max(3, 2 * (width / 2) + 1);
  }

  /** One line, such as {@code p 0.5 sigma 0.1-2 kernel 0.1 of the height}. */
  public String describe() {
    return "p "
        + Check.number(probability)
        + " sigma "
        + Check.number(minSigma)
        + "-"
        + Check.number(maxSigma)
        + " kernel "
        + Check.number(kernelShare)
        + " of the height";
  }
}
