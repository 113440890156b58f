package io.github.simclrbeam.augment;

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
  static final int MAX_REDUCTION = 8;

  private static final int MAX_IMAGE_SIZE = 8192;

  private final Recipe recipe;
  private final int imageSize;
  private final int channels;
  private final Resizer resizer = new Resizer();
  private final ColourSweeps colours;
  private final GaussianBlur blur;
  private final ViewBytes bytes;
  private final Planes planes;
  private final float[][] row;

  private Augmentation(Recipe recipe, int imageSize, int channels) {
    this.recipe = recipe;
    this.imageSize = imageSize;
    this.channels = channels;
    this.colours = new ColourSweeps(channels);
    this.blur = new GaussianBlur(imageSize, channels);
    this.bytes = new ViewBytes(imageSize, channels);
    this.row = new float[channels][imageSize];
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
    Source source = Source.whole(hwc, width, height);
    Draw draw = draw(width, height, seed, imageId, viewIndex);
    return new View(render(source, draw), draw);
  }

  /**
   * The parameters that {@link #view} draws, without making the view.
   *
   * @param width of the whole image in pixels, at least 1
   * @param height the same
   * @throws IllegalArgumentException if a value is outside its range
   */
  public Draw draw(int width, int height, long seed, String imageId, int viewIndex) {
    Check.atLeast(viewIndex, 0, "viewIndex", "image " + imageId);
    return Drawing.draw(recipe, imageSize, width, height, new ViewRandom(seed, imageId, viewIndex));
  }

  /**
   * How far the image may be reduced before this view is rendered from it, without that anything is
   * magnified: the largest of 8, 4, 2 and 1 that leaves the crop (without a random crop: the
   * image's shorter side) at least as large as the view.
   */
  public int reduction(Draw draw) {
    int shorter =
        recipe.crop().isPresent()
            ? Math.min(draw.crop().width(), draw.crop().height())
            : Math.min(draw.sourceWidth(), draw.sourceHeight());
    int reduction = MAX_REDUCTION;
    while (reduction > 1 && shorter < reduction * imageSize) {
      reduction /= 2;
    }
    return reduction;
  }

  /**
   * Makes the view of these parameters, whatever the seed was: of a whole image the same bytes as
   * {@link #view}, of a reduced one nearly the same.
   *
   * @return height x width x channels bytes of the view, row-major, RGB or one channel
   * @throws IllegalArgumentException if the source is none of an image of the size that the draw
   *     says, or the draw has a blur and the recipe none (it gives the kernel's width)
   */
  public byte[] render(Source source, Draw draw) {
    checkSource(source, draw);
    boolean coloured = draw.jitter().isPresent() || draw.gray() || draw.blurSigma().isPresent();
    boolean whole = source.width() == imageSize && source.height() == imageSize;
    if (recipe.crop().isEmpty()
        && source.reduction() == 1
        && whole
        && !draw.flipped()
        && !coloured) {
      return source.hwc().clone();
    }
    if (recipe.crop().isPresent()) {
      resizer.crop(source, draw.crop(), recipe.interpolation(), planes);
    } else {
      resizer.centre(
          source, draw.sourceWidth(), draw.sourceHeight(), recipe.interpolation(), planes);
    }
    return finished(draw);
  }

  private byte[] finished(Draw draw) {
    float[] half =
        draw.blurSigma().isPresent()
            ? GaussianBlur.halfKernel(kernelWidth(), draw.blurSigma().getAsDouble())
            : new float[1];
    boolean blurred = half.length > 1;
    colours.begin(draw);
    bytes.begin();
    for (int block = 0; block < planes.blocks(); block++) {
      resizer.fill(planes, block, draw.flipped());
      colours.first(planes.block(block));
    }
    for (int block = 0; block < planes.blocks(); block++) {
      colours.second(planes.block(block));
      if (!blurred) {
        bytes.columns(planes.block(block), planes.firstColumn(block));
      }
    }
    if (blurred) {
      blur.begin(planes, half);
      for (int y = 0; y < imageSize; y++) {
        blur.row(y, row);
        bytes.row(row, y);
      }
    }
    return bytes.take();
  }

  private int kernelWidth() {
    return recipe
        .blur()
        .orElseThrow(
            () -> Check.outside("draw", "without blur", "a blurred one", "recipe " + recipe.name()))
        .kernelWidth(imageSize);
  }

  private void checkSource(Source source, Draw draw) {
    String size = source.width() + "x" + source.height();
    long expected = (long) source.width() * source.height() * channels;
    if (source.hwc().length != expected) {
      throw Check.outside(
          "bytes", expected + " for " + size + "x" + channels, source.hwc().length, "image");
    }
    if (!source.fits(draw.sourceWidth(), draw.sourceHeight())) {
      throw Check.outside(
          "image",
          draw.sourceWidth() + "x" + draw.sourceHeight() + " as drawn",
          size
              + " at 1/"
              + source.reduction()
              + " from ("
              + source.originX()
              + ", "
              + source.originY()
              + ")",
          "render");
    }
  }
}
