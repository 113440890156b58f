package io.github.simclrbeam.augment;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The parameters drawn for one view: with the source image, the recipe's interpolation and kernel
 * share, and the view's size they give the view's bytes again ({@link Augmentation#render}).
 *
 * @param sourceWidth the image that was cropped, pixels, at least 1
 * @param sourceHeight the same
 * @param crop the box that was resized to the view, inside the source. For a recipe without a crop
 *     nothing is drawn: the box is what the centre crop shows, rounded outwards, and render ignores
 *     it
 * @param flipped whether the view was mirrored from left to right
 * @param jitter empty when the jitter was not applied to this view
 * @param gray whether the view was turned to gray; kept also where it has no effect
 * @param blurSigma standard deviation in pixels of the view, above 0; empty when not blurred
 */
public record Draw(
    int sourceWidth,
    int sourceHeight,
    CropBox crop,
    boolean flipped,
    Optional<JitterDraw> jitter,
    boolean gray,
    OptionalDouble blurSigma) {
  /**
   * @throws IllegalArgumentException if a value is outside its range
   */
  public Draw {
    Check.atLeast(sourceWidth, 1, "sourceWidth", "draw");
    Check.atLeast(sourceHeight, 1, "sourceHeight", "draw");
    // Subtraction cannot overflow: all four are not negative.
    if (crop.width() > sourceWidth - crop.x() || crop.height() > sourceHeight - crop.y()) {
      throw Check.outside("crop", "inside " + sourceWidth + "x" + sourceHeight, crop, "draw");
    }
    Objects.requireNonNull(jitter, "jitter");
    if (blurSigma.isPresent()) {
      Check.positive(blurSigma.getAsDouble(), "blurSigma", "draw");
    }
  }
}
