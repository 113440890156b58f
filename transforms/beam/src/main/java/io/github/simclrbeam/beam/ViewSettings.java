package io.github.simclrbeam.beam;

import io.github.simclrbeam.augment.Augmentation;
import io.github.simclrbeam.augment.Draw;
import io.github.simclrbeam.augment.Recipe;
import io.github.simclrbeam.proto.AugmentationRecipe;
import java.io.Serializable;

/**
 * Everything that decides the bytes of a record of views, beside the image.
 *
 * @param recipe how views are made
 * @param imageSize width and height of a view, pixels, >= 1
 * @param channels 1 or 3
 * @param viewsPerImage K, >= 1
 * @param firstView index of the first view, >= 0
 * @param encoding how views are stored
 * @param seed of the views and of the order
 */
public record ViewSettings(
    AugmentationRecipe recipe,
    int imageSize,
    int channels,
    int viewsPerImage,
    int firstView,
    ViewEncoding encoding,
    long seed)
    implements Serializable {
  // What is not known before the images are: an id of usual length, parameters as usually drawn.
  private static final int ID_BYTES = 24;
  private static final int DRAWS = 64;

  public ViewSettings {
    atLeast(imageSize, 1, "imageSize");
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, but was: " + channels);
    }
    atLeast(viewsPerImage, 1, "viewsPerImage");
    atLeast(firstView, 0, "firstView");
    if (firstView > Integer.MAX_VALUE - viewsPerImage) {
      throw new IllegalArgumentException(
          "firstView must be at most %d, but was: %d"
              .formatted(Integer.MAX_VALUE - viewsPerImage, firstView));
    }
    // Checks its ranges.
    RecipeMessages.toRecipe(recipe);
  }

  /** Returns the same, stored in another way. */
  ViewSettings withEncoding(ViewEncoding other) {
    return new ViewSettings(recipe, imageSize, channels, viewsPerImage, firstView, other, seed);
  }

  /** Returns the recipe as a value. */
  public Recipe recipeValue() {
    return RecipeMessages.toRecipe(recipe);
  }

  /**
   * Returns about how many bytes a record takes. Of raw views it is what one takes of an image as
   * large as a view, with an id of 24 bytes and parameters of mean length; of others a guess by the
   * encoding.
   */
  public long bytesPerImage() {
    double values = (double) imageSize * imageSize * channels;
    long viewBytes = (long) (values * encoding.bytesPerValue());
    return RecordBytes.of(ID_BYTES, viewsPerImage, viewBytes, meanParameterBytes());
  }

  private long meanParameterBytes() {
    Augmentation augmentation = Augmentation.of(recipeValue(), 1, channels);
    long bytes = 0;
    for (int i = 0; i < DRAWS; i++) {
      Draw draw = augmentation.draw(imageSize, imageSize, seed, "image-" + i, firstView);
      bytes += DrawMessages.toMessage(firstView, draw).getSerializedSize();
    }
    return bytes / DRAWS;
  }

  private static void atLeast(int value, int least, String what) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, but was: %d".formatted(what, least, value));
    }
  }
}
