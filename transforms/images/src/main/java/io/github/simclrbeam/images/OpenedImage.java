package io.github.simclrbeam.images;

/**
 * An image whose headers were read and admitted; its pixels can be asked for, whole or reduced. A
 * reduction costs less time and memory than the whole: JPEG stores blocks of 8 x 8 pixels as
 * frequencies, of which a smaller block needs only the lowest (ITU T.81, A.3.3; IJG's scaled
 * inverse transforms).
 *
 * <p>Whether an image is usable, how much of it was there and what is wrong with it does not depend
 * on the reduction. Not thread-safe.
 */
public sealed interface OpenedImage permits JpegImage, WholeImage {
  /** Returns the width of the upright image, not reduced, in pixels. */
  int width();

  /** Returns the height of the upright image, not reduced, in pixels. */
  int height();

  /** Returns whether the reductions 2, 4 and 8 can be asked for: of JPEGs but those of inks. */
  boolean reducible();

  /**
   * Decodes.
   *
   * @param reduction 1; if the image is {@link #reducible}, 2, 4 or 8 too
   * @throws UndecodableImageException if the image is not usable
   */
  Decoded decode(int reduction) throws UndecodableImageException;
}
