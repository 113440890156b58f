package io.github.simclrbeam.embed;

import io.github.simclrbeam.augment.Augmentation;
import io.github.simclrbeam.augment.Interpolation;
import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.proto.Preprocessing;

/**
 * The deterministic way from an image to the encoder's input, as views are made without
 * augmentation: shorter side to the image size, centre crop. Not thread-safe.
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

  /** Returns the prepared image; one of that size passes untouched. */
  byte[] prepare(byte[] hwc, int width, int height) {
    if (width == augmentation.imageSize() && height == augmentation.imageSize()) {
      return hwc;
    }
    return augmentation.view(hwc, width, height, 0, "", 0).bytes();
  }
}
