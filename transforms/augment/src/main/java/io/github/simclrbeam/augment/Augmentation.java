package io.github.simclrbeam.augment;

import java.util.Arrays;

/**
 * Makes views of images: a view is a pure function of the image's pixels, the recipe, the seed, the
 * image's id and the view's index, the same bytes on every machine, in any order of calls. More
 * views later are the same function with larger indices.
 *
 * <p>Randomness comes from a counter-based generator keyed by (seed, image id, view index);
 * parameters are drawn with {@link StrictMath}; the kernels add, multiply and compare floats in a
 * fixed order. A float v becomes the byte floor(255 v + 0.5).
 *
 * <p>Not thread-safe: buffers are reused. Make one per thread.
 */
public final class Augmentation {
  private static final int MAX_IMAGE_SIZE = 8192;

  private final Recipe recipe;
  private final int imageSize;
  private final int channels;
  private final Resizer resizer = new Resizer();
  private final ColourKernels colours = new ColourKernels();
  private final GaussianBlur blur;
  private final Planes planes;

  private Augmentation(Recipe recipe, int imageSize, int channels) {
    this.recipe = recipe;
    this.imageSize = imageSize;
    this.channels = channels;
    this.blur = new GaussianBlur(imageSize);
    this.planes = new Planes(imageSize, channels);
  }

  /**
   * An augmentation with buffers of its own.
   *
   * @param imageSize width and height of the views in pixels, in [1, 8192]
   * @param channels 1, or 3 for RGB, of images and views alike
   * @throws IllegalArgumentException if a value is outside its range
   */
  public static Augmentation of(Recipe recipe, int imageSize, int channels) {
    Check.within(imageSize, 1, MAX_IMAGE_SIZE, "imageSize", "augmentation");
    if (channels != 1 && channels != 3) {
      throw Check.outside("channels", "1 or 3", channels, "augmentation");
    }
    return new Augmentation(recipe, imageSize, channels);
  }

  public Recipe recipe() {
    return recipe;
  }

  public int imageSize() {
    return imageSize;
  }

  public int channels() {
    return channels;
  }

  /**
   * Makes one view.
   *
   * @param hwc the image: height x width x channels bytes, row-major, RGB or one channel; only read
   * @param width of the image in pixels, at least 1
   * @param height of the image in pixels, at least 1
   * @param imageId the image's id; any text, hashed as UTF-8
   * @param viewIndex at least 0
   * @throws IllegalArgumentException if a value is outside its range or the sizes do not agree
   */
  public View view(byte[] hwc, int width, int height, long seed, String imageId, int viewIndex) {
    checkImage(hwc, width, height);
    Draw draw = draw(width, height, seed, imageId, viewIndex);
    return new View(render(hwc, draw), draw);
  }

  /**
   * The parameters that {@link #view} draws, without making the view.
   *
   * @throws IllegalArgumentException if a value is outside its range
   */
  public Draw draw(int width, int height, long seed, String imageId, int viewIndex) {
    Check.atLeast(viewIndex, 0, "viewIndex", "image " + imageId);
    return Drawing.draw(recipe, imageSize, width, height, new ViewRandom(seed, imageId, viewIndex));
  }

  /**
   * Makes a view again from its parameters: the same bytes, whatever the seed was.
   *
   * @throws IllegalArgumentException if the image has not the size that the draw says, or the draw
   *     has a blur and the recipe none (it gives the kernel's width)
   */
  public byte[] replay(byte[] hwc, int width, int height, Draw draw) {
    checkImage(hwc, width, height);
    if (draw.sourceWidth() != width || draw.sourceHeight() != height) {
      throw Check.outside(
          "image size",
          draw.sourceWidth() + "x" + draw.sourceHeight() + " as drawn",
          width + "x" + height,
          "replay");
    }
    return render(hwc, draw);
  }

  private byte[] render(byte[] hwc, Draw draw) {
    boolean coloured = draw.jitter().isPresent() || draw.gray() || draw.blurSigma().isPresent();
    boolean whole = draw.sourceWidth() == imageSize && draw.sourceHeight() == imageSize;
    if (recipe.crop().isEmpty() && whole && !draw.flipped() && !coloured) {
      return Arrays.copyOf(hwc, hwc.length);
    }
    int width = draw.sourceWidth();
    if (recipe.crop().isPresent()) {
      resizer.crop(hwc, width, draw.crop(), draw.flipped(), recipe.interpolation(), planes);
    } else {
      resizer.centre(
          hwc, width, draw.sourceHeight(), draw.flipped(), recipe.interpolation(), planes);
    }
    draw.jitter().ifPresent(jitter -> colours.jitter(planes, jitter));
    if (draw.gray()) {
      colours.gray(planes);
    }
    draw.blurSigma().ifPresent(sigma -> blur.blur(planes, kernelWidth(), sigma));
    return planes.toBytes();
  }

  private int kernelWidth() {
    return recipe
        .blur()
        .orElseThrow(
            () -> Check.outside("draw", "without blur", "a blurred one", "recipe " + recipe.name()))
        .kernelWidth(imageSize);
  }

  private void checkImage(byte[] hwc, int width, int height) {
    Check.atLeast(width, 1, "width", "image");
    Check.atLeast(height, 1, "height", "image");
    long expected = (long) width * height * channels;
    if (hwc.length != expected) {
      throw Check.outside(
          "bytes", expected + " for " + width + "x" + height + "x" + channels, hwc.length, "image");
    }
  }
}
