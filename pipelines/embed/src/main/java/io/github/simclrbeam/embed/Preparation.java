package io.github.simclrbeam.embed;

import io.github.simclrbeam.augment.Augmentation;
import io.github.simclrbeam.augment.Draw;
import io.github.simclrbeam.augment.Interpolation;
import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.augment.Source;
import io.github.simclrbeam.beam.DecodedImage;
import io.github.simclrbeam.beam.Reductions;
import io.github.simclrbeam.proto.Preprocessing;
import java.util.Set;

/**
 * The deterministic way from an image to the encoder's input, by the code that makes views by the
 * recipe {@code none}: shorter side to the image size, centre crop. Not thread-safe.
 */
final class Preparation {
  private final Augmentation augmentation;

  Preparation(Preprocessing preprocessing) {
    Interpolation interpolation =
        switch (preprocessing.getInterpolation()) {
          case BICUBIC -> Interpolation.BICUBIC;
          case BILINEAR, INTERPOLATION_UNSPECIFIED, UNRECOGNIZED -> Interpolation.BILINEAR;
        };
    augmentation =
        Augmentation.of(
            Recipes.none().withInterpolation(interpolation),
            preprocessing.getImageSize(),
            preprocessing.getChannels());
  }

  /** Returns which reduction of an image is going to be prepared. */
  Reductions reductions() {
    return (width, height) -> Set.of(augmentation.reduction(draw(width, height)));
  }

  /** Returns the prepared image; it was read with {@link #reductions}. */
  byte[] prepare(DecodedImage image) {
    return image.view(augmentation, draw(image.width(), image.height()));
  }

  /** Returns the prepared view; one of the encoder's size passes untouched. */
  byte[] prepare(byte[] view, int size) {
    return size == augmentation.imageSize()
        ? view
        : augmentation.render(Source.whole(view, size, size), draw(size, size));
  }

  /** Nothing is drawn, but the centre box. */
  private Draw draw(int width, int height) {
    return augmentation.draw(width, height, 0, "", 0);
  }
}
